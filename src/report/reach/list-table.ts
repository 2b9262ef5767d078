// SPDX-License-Identifier: Apache-2.0
// Everybody that a subject reaches, or that reaches it, told by what they may send.
import { cidrsOf, connectionsText, type Place } from '../../engines/network/index.ts';
import type { Listed } from '../../proof/reach/lists.ts';
import { csvLine } from '../csv.ts';
import { columns, count, padEnd, type Page, printable, wrap } from '../style.ts';
import { textOrNull } from './reach-data.ts';
import { type Standing, standingLines } from './standing.ts';

export interface ReachList {
  readonly title: string;
  readonly listed: readonly Listed[];
  readonly isVerbose: boolean;
}

/** Names of a group, and groups, that are told before the rest is only counted. */
const most = { names: 12, groups: 25 };

export function renderList({ title, listed, isVerbose }: ReachList, standing: Standing, page: Page): string {
  const { ink } = page;
  const heading = wrap(printable(title), page.width).map((line) => ink.bold(line));
  if (listed.length === 0) return [...heading, '', '  nobody', ''].join('\n');
  return [...heading, '', ...groupLines(listed, page, isVerbose), '', ink.dim(summary(listed)), ...standingLines(standing, page), ''].join(
    '\n',
  );
}

function summary(listed: readonly Listed[]): string {
  const workloads = listed.filter(({ kind }) => kind === 'workload');
  const nodes = listed.filter(({ kind }) => kind === 'node');
  const outside = listed.filter(({ kind }) => kind === 'addresses');
  return [
    count(workloads.length, 'workload'),
    ...(nodes.length === 0 ? [] : [count(nodes.length, 'node')]),
    ...(outside.length === 0 ? [] : [count(outside.length, 'set of addresses outside', 'sets of addresses outside')]),
  ].join(', ');
}

/** The others by what is allowed, most first. */
export function groupLines(listed: readonly Listed[], { ink, width }: Page, isVerbose: boolean): string[] {
  const groups = [...Map.groupBy(listed, connectionsOfListed)].toSorted(([, a], [, b]) => b.length - a.length);
  const told = isVerbose ? groups : groups.slice(0, most.groups);
  const lead = Math.min(30, Math.max(...told.map(([text]) => columns(text)), 0));
  const rest = groups.length - told.length;
  return [
    ...told.flatMap(([text, own]) => {
      const paint = text.startsWith('perhaps') ? ink.magenta : ink.green;
      const names = wrap(namesText(own, isVerbose), Math.max(30, width - lead - 4));
      const labels = wrap(text, lead);
      return Array.from({ length: Math.max(names.length, labels.length) }, (_, index) =>
        `  ${paint(padEnd(labels[index] ?? '', lead))}  ${names[index] ?? ''}`.trimEnd(),
      );
    }),
    ...(rest > 0 ? [ink.dim(`  … and ${count(rest, 'more group')} (-v lists all)`)] : []),
  ];
}

function connectionsOfListed({ allowed, unknown, uneven }: Listed): string {
  const sure = allowed.length === 0 ? [] : [connectionsText(allowed)];
  const perhaps = unknown.length === 0 ? [] : [`perhaps ${connectionsText(unknown)}`];
  return `${[...sure, ...perhaps].join(', ')}${uneven ? ', for some of them' : ''}`;
}

/** By namespace, which is named once: `shop: Deployment/cart, Deployment/web`. */
function namesText(listed: readonly Listed[], isVerbose: boolean): string {
  const told = isVerbose || listed.length <= most.names + 1 ? listed : listed.slice(0, most.names);
  const rest = listed.length - told.length;
  const texts = [...Map.groupBy(told, ({ namespace }) => namespace)].map(([namespace, own]) => {
    const names = own.map(({ name }) => (namespace === '' ? name : name.replace(`/${namespace}/`, '/')));
    return `${namespace === '' ? '' : `${namespace}: `}${names.join(', ')}`;
  });
  return printable(`${texts.join('; ')}${rest > 0 ? `; and ${rest.toLocaleString('en-US')} more` : ''}`);
}

function cidrsIn(place: Place): string[] {
  return place.kind === 'addresses' ? cidrsOf(place.ranges) : [];
}

export function listData({ title, listed }: ReachList, standing: Standing): object {
  return {
    schema: 'rampart.dev/reach-list/v1',
    title,
    ...standing,
    listed: listed.map(({ name, kind, namespace, allowed, unknown, uneven, edge }) => ({
      name,
      kind,
      // The name has the first ranges only.
      ...(kind === 'addresses' ? { cidrs: [edge.from, edge.to].flatMap(cidrsIn) } : {}),
      namespace,
      allowed: textOrNull(allowed),
      unknown: textOrNull(unknown),
      uneven,
    })),
  };
}

export function* listCsv({ listed }: ReachList): Generator<string> {
  yield csvLine(['name', 'kind', 'namespace', 'allowed', 'unknown', 'uneven']);
  for (const { name, kind, namespace, allowed, unknown, uneven } of listed)
    yield csvLine([name, kind, namespace, textOrNull(allowed) ?? '', textOrNull(unknown) ?? '', uneven ? 'yes' : 'no']);
}
