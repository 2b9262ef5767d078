// SPDX-License-Identifier: Apache-2.0
// Who reaches whom after a change, and did not before, or the other way round.
import { type Change, type Connections, connectionsText, type Place } from '../engines/network/index.ts';
import { displayName } from '../model/object.ts';
import type { Problem } from '../model/problem.ts';
import type { Unknowns } from '../proof/reach/unknowns.ts';
import { blockTexts } from '../proof/reach/addresses-text.ts';
import { count, type Page, printable, wrap } from './style.ts';

export interface NetworkDiff {
  /** As they were typed. */
  readonly before: string;
  readonly after: string;
  /** The one namespace whose edges are told. */
  readonly namespace?: string;
  readonly changes: readonly Change[];
  /** Names of workloads that are on one side alone. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Sides with parts that could not be read or are not evaluated. */
  readonly partly: readonly PartlyRead[];
  /** Edges that differ perhaps, and why that is not known. */
  readonly unknown: Unknowns;
}

export interface PartlyRead {
  readonly side: string;
  readonly problems: readonly Problem[];
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

export interface Row {
  readonly kind: Kind;
  /** Short names: of many ranges the first ones. */
  readonly from: string;
  readonly to: string;
  readonly places: { readonly from: Place; readonly to: Place };
  readonly change: Change;
  readonly connections: Connections;
  readonly isOutside: boolean;
  /** A workload that is on one side alone brings its edges along; all others are for a change of policies or labels. */
  readonly cause: 'change' | 'workload added' | 'workload removed';
}

/** Groups of edges, and rows of Markdown, that are told; `all` tells every one. */
const shown = 40;

/** `why` says in lines what decides over an edge. */
export function renderNetworkDiff(diff: NetworkDiff, page: Page, all: boolean, why: (row: Row) => readonly string[] = () => []): string {
  const { ink, width } = page;
  const every = rowsOf(diff);
  const rows = every.filter(({ cause }) => cause === 'change');
  const lines = [
    ink.bold(
      `${printable(diff.before)} → ${printable(diff.after)}${diff.namespace === undefined ? '' : `, namespace ${printable(diff.namespace)}`}`,
    ),
    ...partlyTexts(diff).flatMap((text) => wrap(text, width - 2).map((line, index) => `${index === 0 ? ink.magenta('? ') : '  '}${line}`)),
  ];
  for (const { kind, title, sign, ink: paint } of kinds) {
    const own = rows.filter((row) => row.kind === kind);
    if (own.length === 0) continue;
    lines.push('', ink.bold(`${title}: ${count(own.length, 'edge')}`));
    const groups = grouped(own);
    const told = all ? groups : groups.slice(0, shown);
    for (const { froms, tos, connections, first } of told) {
      lines.push(...wrap(list(froms, all), width - 6).map((text, index) => `  ${index === 0 ? ink[paint](sign) : ' '} ${text}`));
      lines.push(...wrap(`→ ${list(tos, all)}: ${connections}`, width - 8).map((text, index) => `    ${index === 0 ? '' : '  '}${text}`));
      for (const line of why(first)) lines.push(...wrap(printable(line), width - 10).map((text) => ink.dim(`      ${text}`)));
    }
    if (groups.length > told.length) lines.push(ink.dim(`    … and ${count(groups.length - told.length, 'more group')}: -v lists them`));
  }
  lines.push(
    ...movedLines('Workloads that came', diff.added, every, page, all),
    ...movedLines('Workloads that went', diff.removed, every, page, all),
    '',
  );
  const reasons = reasonsText(diff);
  if (reasons !== undefined)
    lines.push(...wrap(reasons, width - 2).map((line, index) => `${index === 0 ? ink.magenta('? ') : '  '}${line}`), '');
  if (rows.length === 0) lines.push(ink.green(same(diff)), '');
  else lines.push(kinds.flatMap(({ kind, title }) => countOf(rows, kind, title)).join(' · '), '');
  return lines.join('\n');
}

/** What the differences rest on, where that is less than both sides. */
function partlyTexts({ partly }: NetworkDiff): string[] {
  return partly.map(({ side, problems }) => {
    const few = problems.slice(0, 2).map(({ reason }) => reason);
    const rest = problems.length - few.length;
    return printable(
      `${side} was read in part, and the differences rest on that part: ${few.join('; ')}${rest > 0 ? `; and ${count(rest, 'more problem')}` : ''}`,
    );
  });
}

/** Reasons told before the rest is only counted. */
const reasonsShown = 4;

function reasonsText({ unknown: { reasons } }: NetworkDiff): string | undefined {
  if (reasons.length === 0) return undefined;
  const rest = reasons.length - reasonsShown;
  return `Perhaps, since ${printable(reasons.slice(0, reasonsShown).join('; '))}${rest > 0 ? `; and ${count(rest, 'more reason')}` : ''}`;
}

interface Group {
  /** One of its edges, that speaks for all. */
  readonly first: Row;
  readonly froms: readonly string[];
  readonly tos: readonly string[];
  readonly connections: string;
}

/** Edges with the same connections told together: senders that reach the same receivers. */
function grouped(rows: readonly Row[]): Group[] {
  const bySender = Map.groupBy(rows, ({ from, connections }) => JSON.stringify([from, connectionsText(connections)]));
  const senders = [...bySender.values()].flatMap((own) => {
    const [first] = own;
    return first === undefined
      ? []
      : [{ first, from: first.from, connections: connectionsText(first.connections), tos: own.map(({ to }) => to) }];
  });
  const alike = Map.groupBy(senders, ({ tos, connections }) => JSON.stringify([connections, tos.toSorted()]));
  return [...alike.values()].flatMap((own) => {
    const [first] = own;
    return first === undefined
      ? []
      : [{ first: first.first, froms: own.map(({ from }) => from), tos: first.tos, connections: first.connections }];
  });
}

/** Names told one by one before the rest is only counted. */
const namesShown = 6;

function list(texts: readonly string[], all: boolean): string {
  const rest = all ? 0 : texts.length - namesShown;
  return `${(rest > 0 ? texts.slice(0, namesShown) : texts).join(', ')}${rest > 0 ? ` and ${rest.toLocaleString('en-US')} more` : ''}`;
}

function countOf(rows: readonly Row[], kind: Kind, title: string): string[] {
  const amount = rows.filter((row) => row.kind === kind).length;
  return amount === 0 ? [] : [`${amount.toLocaleString('en-US')} ${title.toLowerCase()}`];
}

function same({ added, removed, partly }: NetworkDiff): string {
  const known = partly.length === 0 ? '' : ', as far as it is known';
  return added.length + removed.length === 0
    ? `Who reaches whom is the same${known}.`
    : `Among all other workloads, who reaches whom is the same${known}.`;
}

/** Workloads that came or went, told before the rest is only counted. */
const movedShown = 20;

function movedLines(title: string, workloads: readonly string[], rows: readonly Row[], { ink, width }: Page, all: boolean): string[] {
  if (workloads.length === 0) return [];
  const told = all ? workloads : workloads.slice(0, movedShown);
  const rest = workloads.length - told.length;
  return [
    '',
    ink.bold(`${title}: ${count(workloads.length, 'workload')}`),
    ...movedTexts(told, rows).flatMap((text) => wrap(text, width - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`)),
    ...(rest > 0 ? [ink.dim(`  … and ${rest.toLocaleString('en-US')} more`)] : []),
  ];
}

/** `Deployment/shop/web: reached by 3 and by addresses outside, reaches 12`. */
function movedTexts(workloads: readonly string[], rows: readonly Row[]): string[] {
  const moved = rows.filter(({ cause, from, to }) => cause !== 'change' && from !== to);
  const [byReceiver, bySender] = [Map.groupBy(moved, ({ to }) => to), Map.groupBy(moved, ({ from }) => from)];
  return workloads.map((workload) => {
    const name = printable(workload);
    const amount = (own: readonly Row[], other: (row: Row) => string) => {
      const inside = new Set(own.filter(({ isOutside }) => !isOutside).map(other)).size;
      const isOutside = own.some((row) => row.isOutside);
      return inside === 0 && isOutside
        ? 'addresses outside'
        : `${inside === 0 ? 'nobody' : inside.toLocaleString('en-US')}${isOutside ? ' and addresses outside' : ''}`;
    };
    return `${name}: reached by ${amount(byReceiver.get(name) ?? [], ({ from }) => from)}, reaches ${amount(bySender.get(name) ?? [], ({ to }) => to)}`;
  });
}

/** For a comment of a pull request. */
export function markdownNetworkDiff(diff: NetworkDiff, why?: (row: Row) => readonly string[]): string {
  const every = rowsOf(diff);
  const rows = every.filter(({ cause }) => cause === 'change');
  const cell = (text: string) => `\`${printable(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
  const cells = (texts: readonly string[]) => {
    const rest = texts.length - namesShown;
    return `${texts.slice(0, namesShown).map(cell).join(', ')}${rest > 0 ? ` and ${rest.toLocaleString('en-US')} more` : ''}`;
  };
  const groups = kinds.flatMap(({ kind, title }) =>
    grouped(rows.filter((row) => row.kind === kind)).map(
      ({ froms, tos, connections, first }) =>
        `| ${title} | ${cells(froms)} | ${cells(tos)} | ${connections} |${why === undefined ? '' : ` ${why(first).map(cell).join('<br>')} |`}`,
    ),
  );
  const told = groups.slice(0, shown);
  const reasons = reasonsText(diff);
  const moved = (title: string, workloads: readonly string[]) => {
    if (workloads.length === 0) return [];
    const rest = workloads.length - movedShown;
    const lines = movedTexts(workloads.slice(0, movedShown), every).map((text) => {
      const colon = text.indexOf(': ');
      return `- ${cell(text.slice(0, colon))}${text.slice(colon)}`;
    });
    return ['', `**${title}**`, '', ...lines, ...(rest > 0 ? [`- … and ${rest.toLocaleString('en-US')} more`] : [])];
  };
  return [
    `### Network: ${cell(diff.before)} → ${cell(diff.after)}${diff.namespace === undefined ? '' : `, namespace ${cell(diff.namespace)}`}`,
    '',
    ...partlyTexts(diff).flatMap((text) => [`> ${cell(text)}`, '']),
    ...(groups.length === 0
      ? [same(diff)]
      : [
          `| | from | to | connections |${why === undefined ? '' : ' why |'}`,
          `| --- | --- | --- | --- |${why === undefined ? '' : ' --- |'}`,
          ...told,
        ]),
    ...(groups.length > told.length ? ['', `_… and ${count(groups.length - told.length, 'more group')}._`] : []),
    ...(reasons === undefined ? [] : ['', reasons]),
    ...moved('Workloads that came', diff.added),
    ...moved('Workloads that went', diff.removed),
    '',
  ].join('\n');
}

/** Every edge that differs, what opens to the outside first. */
export function rowsOf({ changes, added, removed }: NetworkDiff): Row[] {
  const [came, went] = [new Set(added.map(printable)), new Set(removed.map(printable))];
  const causeOf = (from: string, to: string): Row['cause'] =>
    came.has(from) || came.has(to) ? 'workload added' : went.has(from) || went.has(to) ? 'workload removed' : 'change';
  const rows = kinds.flatMap(({ kind }) =>
    changes.flatMap((change): Row[] => {
      if (change[kind].length === 0) return [];
      const isOutside = change.from.kind === 'addresses' || change.to.kind === 'addresses';
      const [from, to] = [placeText(change.from), placeText(change.to)];
      const places = { from: change.from, to: change.to };
      return [{ kind, from, to, places, change, connections: change[kind], isOutside, cause: causeOf(from, to) }];
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
      const texts = blockTexts(place.ranges.slice(0, rangesShown));
      const rest = place.ranges.length - texts.length;
      return `${texts.join(', ')}${rest > 0 ? ` and ${count(rest, 'more range')}` : ''}`;
    }
  }
}
