// SPDX-License-Identifier: Apache-2.0
// Who reaches whom after a change, and did not before, or the other way round.
import { type Change, type Connections, connectionsText, type Place, rangeText } from '../engines/network/index.ts';
import { displayName } from '../model/object.ts';
import { count, type Ink, type Page, printable, wrap } from './style.ts';

export interface NetworkDiff {
  /** As they were typed. */
  readonly before: string;
  readonly after: string;
  readonly changes: readonly Change[];
  /** Names of workloads that are on one side alone. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

type Kind = 'gained' | 'lost' | 'perhapsGained' | 'perhapsLost';

/** What opens to the outside first, then what opens within, then what closes. */
const kinds: readonly { readonly kind: Kind; readonly title: string; readonly sign: string; readonly ink: 'red' | 'yellow' | 'magenta' }[] =
  [
    { kind: 'gained', title: 'Allowed now', sign: '+', ink: 'red' },
    { kind: 'lost', title: 'Not allowed any more', sign: '-', ink: 'yellow' },
    { kind: 'perhapsGained', title: 'Perhaps allowed now', sign: '?', ink: 'magenta' },
    { kind: 'perhapsLost', title: 'Perhaps not allowed any more', sign: '?', ink: 'magenta' },
  ];

interface Row {
  readonly kind: Kind;
  readonly from: string;
  readonly to: string;
  readonly connections: Connections;
  readonly isOutside: boolean;
}

/** Groups of edges, and rows of Markdown, that are told; `all` tells every one. */
const shown = 100;

export function renderNetworkDiff(diff: NetworkDiff, { ink, width }: Page, all: boolean): string {
  const rows = rowsOf(diff);
  const lines = [ink.bold(`${printable(diff.before)} → ${printable(diff.after)}`)];
  for (const { kind, title, sign, ink: paint } of kinds) {
    const own = rows.filter((row) => row.kind === kind);
    if (own.length === 0) continue;
    lines.push('', ink.bold(`${title}: ${count(own.length, 'edge')}`));
    const groups = grouped(own);
    const told = all ? groups : groups.slice(0, shown);
    for (const { froms, tos, connections } of told) {
      lines.push(...wrap(list(froms, all), width - 6).map((text, index) => `  ${index === 0 ? ink[paint](sign) : ' '} ${text}`));
      lines.push(...wrap(`→ ${list(tos, all)}: ${connections}`, width - 8).map((text, index) => `    ${index === 0 ? '' : '  '}${text}`));
    }
    if (groups.length > told.length) lines.push(ink.dim(`    … and ${count(groups.length - told.length, 'more group')}: -v lists them`));
  }
  lines.push(...names('Workloads that came', diff.added, ink), ...names('Workloads that went', diff.removed, ink), '');
  if (rows.length === 0) lines.push(ink.green('Who reaches whom is the same.'), '');
  else lines.push(kinds.flatMap(({ kind, title }) => countOf(rows, kind, title)).join(' · '), '');
  return lines.join('\n');
}

interface Group {
  readonly froms: readonly string[];
  readonly tos: readonly string[];
  readonly connections: string;
}

/** Edges with the same connections told together: senders that reach the same receivers. */
function grouped(rows: readonly Row[]): Group[] {
  const bySender = Map.groupBy(rows, ({ from, connections }) => JSON.stringify([from, connectionsText(connections)]));
  const senders = [...bySender.values()].flatMap((own) => {
    const [first] = own;
    return first === undefined ? [] : [{ from: first.from, connections: connectionsText(first.connections), tos: own.map(({ to }) => to) }];
  });
  const alike = Map.groupBy(senders, ({ tos, connections }) => JSON.stringify([connections, tos.toSorted()]));
  return [...alike.values()].flatMap((own) => {
    const [first] = own;
    return first === undefined ? [] : [{ froms: own.map(({ from }) => from), tos: first.tos, connections: first.connections }];
  });
}

/** Names told one by one before the rest is only counted. */
const namesShown = 6;

function list(texts: readonly string[], all: boolean): string {
  const rest = all ? 0 : texts.length - namesShown;
  return `${(rest > 0 ? texts.slice(0, namesShown) : texts).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function countOf(rows: readonly Row[], kind: Kind, title: string): string[] {
  const amount = rows.filter((row) => row.kind === kind).length;
  return amount === 0 ? [] : [`${amount.toLocaleString('en-US')} ${title.toLowerCase()}`];
}

function names(title: string, workloads: readonly string[], ink: Ink): string[] {
  if (workloads.length === 0) return [];
  const rest = workloads.length - 20;
  return ['', `${ink.bold(title)}: ${workloads.slice(0, 20).map(printable).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`];
}

/** For a comment of a pull request. */
export function markdownNetworkDiff(diff: NetworkDiff): string {
  const rows = rowsOf(diff);
  const cell = (text: string) => `\`${printable(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
  const head = `### Network: ${cell(diff.before)} → ${cell(diff.after)}\n\n`;
  if (rows.length === 0) return `${head}Who reaches whom is the same.\n`;
  const told = rows.slice(0, shown);
  const titles = new Map(kinds.map(({ kind, title }) => [kind, title]));
  const table = told.map(
    ({ kind, from, to, connections }) => `| ${titles.get(kind)} | ${cell(from)} | ${cell(to)} | ${connectionsText(connections)} |`,
  );
  const rest = rows.length > told.length ? `\n_… and ${count(rows.length - told.length, 'more edge')}._\n` : '';
  return `${head}| | from | to | connections |\n| --- | --- | --- | --- |\n${table.join('\n')}\n${rest}`;
}

export function csvNetworkDiff(diff: NetworkDiff): string {
  // A spreadsheet must not take a name for a formula.
  const cell = (text: string) => `"${printable(/^[=+\-@]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return [
    'change,from,to,connections',
    ...rowsOf(diff).map(({ kind, from, to, connections }) => [kind, from, to, connectionsText(connections)].map(cell).join(',')),
  ]
    .join('\n')
    .concat('\n');
}

export function networkDiffData(diff: NetworkDiff): object {
  const { before, after, added, removed } = diff;
  const edges = rowsOf(diff).map(({ kind, from, to, connections }) => ({
    change: kind,
    from,
    to,
    connections: connectionsText(connections),
  }));
  return { before, after, edges, workloadsAdded: added, workloadsRemoved: removed };
}

function rowsOf({ changes }: NetworkDiff): Row[] {
  const rows = kinds.flatMap(({ kind }) =>
    changes.flatMap((change): Row[] => {
      if (change[kind].length === 0) return [];
      const isOutside = change.from.kind === 'addresses' || change.to.kind === 'addresses';
      return [{ kind, from: placeText(change.from), to: placeText(change.to), connections: change[kind], isOutside }];
    }),
  );
  const rank = new Map(kinds.map(({ kind }, index) => [kind, index]));
  return rows.toSorted((a, b) => (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0) || Number(b.isOutside) - Number(a.isOutside));
}

/** Ranges that are told one by one before the rest is only counted. */
const rangesShown = 3;

function placeText(place: Place): string {
  switch (place.kind) {
    case 'workload':
      return printable(displayName(place.workload.object));
    case 'node':
      return `Node/${printable(place.node.name)}`;
    case 'addresses': {
      const texts = place.ranges.slice(0, rangesShown).map(rangeText);
      const rest = place.ranges.length - texts.length;
      return `${texts.join(', ')}${rest > 0 ? ` and ${count(rest, 'more range')}` : ''}`;
    }
  }
}
