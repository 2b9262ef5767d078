// SPDX-License-Identifier: Apache-2.0
// The questions of `rampart reach`, each asked and printed; the exit code is that of its answer.
import process from 'node:process';
import { exposureOf, isolationOf, namespaceOf, type Network } from '../engines/network/index.ts';
import { allowRule } from '../harden/network-policies/allow-rule.ts';
import type { Problem } from '../model/problem.ts';
import { ask, type Reach } from '../proof/reach/ask.ts';
import { findAddresses } from '../proof/reach/find-addresses.ts';
import { findSubject } from '../proof/reach/find-subject.ts';
import { hintsFor } from '../proof/reach/hints.ts';
import { type Listed, reachedBy, reachersOf } from '../proof/reach/lists.ts';
import { matrixOf } from '../proof/reach/matrix.ts';
import { parseQuestion, parseTarget } from '../proof/reach/question.ts';
import {
  joinedUnknowns,
  type OpenEdge,
  unknownEdges,
  unknownExposures,
  unknownIsolations,
  unknownOutcomes,
  unknownPairs,
  type Unknowns,
} from '../proof/reach/unknowns.ts';
import type { TextOf } from '../report/places.ts';
import { exposedCsv, exposedData, renderExposed } from '../report/reach/exposed.ts';
import { isolationCsv, isolationData, isUnprotected, renderIsolation } from '../report/reach/isolation.ts';
import { listCsv, listData, renderList } from '../report/reach/list-table.ts';
import { matrixCsv, matrixDot, matrixJson } from '../report/reach/matrix-data.ts';
import { matrixSvg } from '../report/reach/matrix-svg.ts';
import { renderMatrix } from '../report/reach/matrix-table.ts';
import { reachData } from '../report/reach/reach-data.ts';
import { renderReach } from '../report/reach/reach-table.ts';
import { type Standing, unknownText } from '../report/reach/standing.ts';
import { stringify } from '../report/stringify.ts';
import { exitCodes, UsageError } from './exit-codes.ts';
import { writeStdout } from './output.ts';
import { stdoutPage } from './terminal.ts';

export const reachFormats = ['table', 'json', 'csv', 'dot', 'svg'] as const;
type Format = (typeof reachFormats)[number];

export interface Answering {
  readonly network: Network;
  readonly textOf: TextOf;
  /** What could not be read or is not evaluated. */
  readonly problems: readonly Problem[];
  /** Whether everything could be read that was asked for. */
  readonly isAllRead: boolean;
  readonly options: {
    readonly namespace?: string;
    readonly why?: boolean;
    readonly format: Format;
    readonly verbose?: boolean;
    readonly quiet?: boolean;
  };
}

export async function answerQuestion(answering: Answering, from: string, to: string): Promise<number> {
  const { network, textOf, options } = answering;
  const question = understood(parseQuestion(network, from, to, options.namespace));
  const reach = ask(network, question);
  const isWhy = options.why === true;
  const rule = isWhy ? allowRule(network, reach) : undefined;
  const report = { network, reach, ...(rule === undefined ? {} : { rule }), isWhy, notes: hintsFor(network, reach) };
  await print(options, {
    table: () => [renderReach(report, textOf, stdoutPage())],
    json: () => jsonOf(reachData(report, textOf, standingOf(answering, unknownOutcomes(reach)))),
  });
  return codeOf(reach);
}

function codeOf({ answer }: Reach): number {
  return answer === 'yes' ? exitCodes.clean : answer === 'no' ? exitCodes.findings : exitCodes.incomplete;
}

export async function answerList(answering: Answering, direction: 'from' | 'to', text: string): Promise<number> {
  const { network, options } = answering;
  const { title, listed } =
    direction === 'from' ? listedFrom(network, text, options.namespace) : listedTo(network, text, options.namespace);
  const list = { title, listed, isVerbose: options.verbose === true };
  const standing = standingOf(answering, unknownEdges(network, openEdges(listed)));
  await print(options, {
    table: () => [renderList(list, standing, stdoutPage())],
    json: () => jsonOf(listData(list, standing)),
    csv: () => listCsv(list),
  });
  return completed(answering, standing);
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

function openEdges(listed: readonly Listed[]): OpenEdge[] {
  return listed.map(({ edge, unknown }) => ({ ...edge, unknown }));
}

export async function answerExposed(answering: Answering): Promise<number> {
  const { network, textOf, options } = answering;
  const isMeant = (namespace: string) => options.namespace === undefined || namespace === options.namespace;
  const internet = findAddresses(network, 'internet');
  const exposed = {
    network,
    exposures: exposureOf(network).filter(({ receiver }) => isMeant(receiver.namespace)),
    direct:
      internet === undefined ? [] : reachedBy(network, internet).filter(({ kind, namespace }) => kind === 'workload' && isMeant(namespace)),
    isVerbose: options.verbose === true,
  };
  const unknown = joinedUnknowns(unknownExposures(exposed.exposures), unknownEdges(network, openEdges(exposed.direct)));
  const standing = standingOf(answering, unknown);
  await print(options, {
    table: () => [renderExposed(exposed, standing, textOf, stdoutPage())],
    json: () => jsonOf(exposedData(exposed, standing, textOf)),
    csv: () => exposedCsv(exposed),
  });
  return completed(answering, standing);
}

export async function answerIsolation(answering: Answering, isUnprotectedOnly: boolean): Promise<number> {
  const { network, options } = answering;
  const { namespace } = options;
  const all = isolationOf(network).filter(({ workload }) => namespace === undefined || namespaceOf(workload.object) === namespace);
  const told = isUnprotectedOnly ? all.filter(isUnprotected) : all;
  const standing = standingOf(answering, unknownIsolations(told));
  await print(options, {
    table: () => [renderIsolation(all, told, standing, stdoutPage(), options.verbose === true)],
    json: () => jsonOf(isolationData(told, standing)),
    csv: () => isolationCsv(told),
  });
  return completed(answering, standing, isUnprotectedOnly && told.length > 0 ? exitCodes.findings : exitCodes.clean);
}

/** How many workloads a reader takes in at once; other programs take them all. */
const readable: Partial<Readonly<Record<Format, number>>> = { table: 60, svg: 150 };

export async function answerMatrix(answering: Answering): Promise<number> {
  const { network, options } = answering;
  const matrix = matrixOf(network, options.namespace, options.verbose === true ? Infinity : (readable[options.format] ?? Infinity));
  const standing = standingOf(answering, unknownPairs(matrix));
  await print(options, {
    table: () => [renderMatrix(matrix, standing, stdoutPage(), options.verbose === true)],
    json: () => matrixJson(matrix, standing),
    csv: () => matrixCsv(matrix),
    dot: () => matrixDot(matrix),
    svg: () => matrixSvg(matrix),
  });
  return completed(answering, standing);
}

function standingOf({ isAllRead, problems }: Answering, unknown: Unknowns): Standing {
  return { complete: isAllRead && unknown.answers === 0, unknown, problems };
}

/** A list with an unknown part is as incomplete as a question whose answer is unknown; tables say so themselves. */
function completed({ options }: Answering, { unknown }: Standing, code: number = exitCodes.clean): number {
  const text = unknownText(unknown);
  if (text === undefined) return code;
  if (options.format !== 'table' || options.quiet === true) process.stderr.write(`rampart: ${text}\n`);
  return exitCodes.incomplete;
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
