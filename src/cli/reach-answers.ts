// SPDX-License-Identifier: Apache-2.0
// The questions of `rampart reach`, each asked and printed; the exit code is that of its answer.
import { exposureOf, isolationOf, namespaceOf, type Network } from '../engines/network/index.ts';
import { allowRule } from '../harden/network-policies/allow-rule.ts';
import type { Problem } from '../model/problem.ts';
import { ask, type Reach } from '../proof/reach/ask.ts';
import { findAddresses } from '../proof/reach/find-addresses.ts';
import { findSubject } from '../proof/reach/find-subject.ts';
import { hintsFor } from '../proof/reach/hints.ts';
import { type Listed, reachedBy, reachersOf } from '../proof/reach/lists.ts';
import { type Matrix, matrixOf } from '../proof/reach/matrix.ts';
import { parseQuestion, parseTarget } from '../proof/reach/question.ts';
import type { TextOf } from '../report/places.ts';
import { exposedCsv, exposedData, renderExposed } from '../report/reach/exposed.ts';
import { isolationCsv, isolationData, isUnprotected, renderIsolation } from '../report/reach/isolation.ts';
import { listCsv, listData, renderList } from '../report/reach/list-table.ts';
import { matrixCsv, matrixDot, matrixJson } from '../report/reach/matrix-data.ts';
import { matrixSvg } from '../report/reach/matrix-svg.ts';
import { renderMatrix } from '../report/reach/matrix-table.ts';
import { reachData } from '../report/reach/reach-data.ts';
import { renderReach } from '../report/reach/reach-table.ts';
import { stringify } from '../report/stringify.ts';
import { exitCodes, UsageError } from './exit-codes.ts';
import { writeStdout } from './output.ts';
import { stdoutPage } from './terminal.ts';

export const reachFormats = ['table', 'json', 'csv', 'dot', 'svg'] as const;
type Format = (typeof reachFormats)[number];

export interface Answering {
  readonly network: Network;
  readonly textOf: TextOf;
  /** With any of these the answer is incomplete. */
  readonly problems: readonly Problem[];
  readonly options: {
    readonly namespace?: string;
    readonly why?: boolean;
    readonly format: Format;
    readonly verbose?: boolean;
    readonly quiet?: boolean;
  };
}

export async function answerQuestion({ network, textOf, problems, options }: Answering, from: string, to: string): Promise<number> {
  const question = understood(parseQuestion(network, from, to, options.namespace));
  const reach = ask(network, question);
  const isWhy = options.why === true;
  const rule = isWhy ? allowRule(network, reach) : undefined;
  const report = { network, reach, ...(rule === undefined ? {} : { rule }), isWhy, notes: hintsFor(network, reach) };
  await print(options, {
    table: () => [renderReach(report, textOf, stdoutPage())],
    json: () => jsonOf(reachData(report, textOf, problems)),
  });
  return codeOf(reach);
}

function codeOf({ answer }: Reach): number {
  return answer === 'yes' ? exitCodes.clean : answer === 'no' ? exitCodes.findings : exitCodes.incomplete;
}

export async function answerList({ network, options }: Answering, direction: 'from' | 'to', text: string): Promise<number> {
  const { title, listed } =
    direction === 'from' ? listedFrom(network, text, options.namespace) : listedTo(network, text, options.namespace);
  const list = { title, listed, isVerbose: options.verbose === true };
  await print(options, {
    table: () => [renderList(list, stdoutPage())],
    json: () => jsonOf(listData(list)),
    csv: () => listCsv(list),
  });
  return exitCodes.clean;
}

interface TitledList {
  readonly title: string;
  readonly listed: readonly Listed[];
}

function listedFrom(network: Network, text: string, namespace: string | undefined): TitledList {
  const from = understood(findSubject(network, text, namespace));
  return { title: `${from.name} may connect to`, listed: reachedBy(network, from) };
}

function listedTo(network: Network, text: string, namespace: string | undefined): TitledList {
  const { to, port } = understood(parseTarget(network, text, namespace));
  return { title: `May connect to ${to.name}${port === undefined ? '' : `, port ${port.text}`}`, listed: reachersOf(network, to, port) };
}

export async function answerExposed({ network, textOf, options }: Answering): Promise<number> {
  const isMeant = (namespace: string) => options.namespace === undefined || namespace === options.namespace;
  const internet = findAddresses(network, 'internet');
  const exposed = {
    network,
    exposures: exposureOf(network).filter(({ receiver }) => isMeant(receiver.namespace)),
    direct:
      internet === undefined ? [] : reachedBy(network, internet).filter(({ kind, namespace }) => kind === 'workload' && isMeant(namespace)),
    isVerbose: options.verbose === true,
  };
  await print(options, {
    table: () => [renderExposed(exposed, textOf, stdoutPage())],
    json: () => jsonOf(exposedData(exposed, textOf)),
    csv: () => exposedCsv(exposed),
  });
  return exitCodes.clean;
}

export async function answerIsolation({ network, options }: Answering, isUnprotectedOnly: boolean): Promise<number> {
  const { namespace } = options;
  const all = isolationOf(network).filter(({ workload }) => namespace === undefined || namespaceOf(workload.object) === namespace);
  const told = isUnprotectedOnly ? all.filter(isUnprotected) : all;
  await print(options, {
    table: () => [renderIsolation(all, told, stdoutPage(), options.verbose === true)],
    json: () => jsonOf(isolationData(told)),
    csv: () => isolationCsv(told),
  });
  return isUnprotectedOnly && told.length > 0 ? exitCodes.findings : exitCodes.clean;
}

/** How many workloads a reader takes in at once; other programs take them all. */
const readable = { table: 60, svg: 150 };

export async function answerMatrix({ network, options }: Answering): Promise<number> {
  const of = (most: number): Matrix => matrixOf(network, options.namespace, most);
  await print(options, {
    table: () => [renderMatrix(of(options.verbose === true ? Infinity : readable.table), stdoutPage(), options.verbose === true)],
    json: () => matrixJson(of(Infinity)),
    csv: () => matrixCsv(of(Infinity)),
    dot: () => matrixDot(of(Infinity)),
    svg: () => matrixSvg(of(options.verbose === true ? Infinity : readable.svg)),
  });
  return exitCodes.clean;
}

/** Throws UsageError with the reason where something could not be understood. */
function understood<T extends object>(found: T | { readonly refused: string }): T {
  if ('refused' in found) throw new UsageError(found.refused);
  return found;
}

type Printers = Partial<Readonly<Record<Format, () => Iterable<string>>>> & { readonly table: () => Iterable<string> };

async function print({ format, quiet }: Answering['options'], printers: Printers): Promise<void> {
  if (format === 'table' && quiet === true) return;
  await writeStdout((printers[format] ?? printers.table)());
}

function jsonOf(data: object): string[] {
  return [`${stringify(data, 2)}\n`];
}
