// SPDX-License-Identifier: Apache-2.0
// A recorded log under a policy, told in the terminal.
import type { Replay } from '../../proof/audit-policy/replay.ts';
import type { Volume } from '../../proof/audit-policy/volume.ts';
import { clip, columns, count, padEnd, type Page, printable } from '../style.ts';
import type { ToldPolicy } from './told-policy.ts';

const shownDays = 31;
const shownDropped = 10;

export function replayLines(told: ToldPolicy, replay: Replay, page: Page): string[] {
  const { ink } = page;
  const before = told.against?.replay;
  return [
    '',
    ink.bold(`The recorded log: ${count(replay.events, 'event')}, ${bytesText(replay.loggedBytes)}`),
    `  under ${printable(told.read.name)}: ${volumeText(replay.total)}`,
    ...(before === undefined || told.against === undefined
      ? []
      : [`  under ${printable(told.against.read.name)}: ${volumeText(before.total)}`]),
    ...(replay.total.unknownBodies === 0
      ? []
      : [
          ink.magenta(`  unknown: the size of ${count(replay.total.unknownBodies, 'body', 'bodies')} of kinds that the log has no body of`),
        ]),
    ink.dim('  Requests that were not recorded are not in the log, and nothing is known of them.'),
    ...table(
      'Per rule',
      ['rule', ...heading],
      replay.rules.map((rule) => [ruleName(told, rule.rule), ...cells(rule)]),
      page,
    ),
    ...table(
      'Per day',
      ['day', ...heading],
      replay.days.slice(-shownDays).map((day) => [day.day === '' ? 'no time' : day.day, ...cells(day)]),
      page,
    ),
    ...droppedLines(told, replay, page),
    ...detectionLines(told, replay, page),
  ];
}

const heading = ['recorded', 'dropped', 'added', 'bytes', 'estimated', 'unknown bodies'] as const;

function cells({ recorded, dropped, added, bytes, estimatedBytes, unknownBodies }: Volume): string[] {
  const amount = (value: number) => (value === 0 ? '' : value.toLocaleString('en-US'));
  return [
    amount(recorded),
    amount(dropped),
    amount(added),
    bytes === 0 ? '' : bytesText(bytes),
    estimatedBytes === 0 ? '' : `≈ ${bytesText(estimatedBytes)}`,
    amount(unknownBodies),
  ];
}

function volumeText({ recorded, dropped, added, bytes, estimatedBytes }: Volume): string {
  return [
    `${count(recorded, 'event')} and ${bytesText(bytes)} for certain`,
    ...(dropped === 0 ? [] : [`${dropped.toLocaleString('en-US')} dropped`]),
    ...(added === 0 ? [] : [`${added.toLocaleString('en-US')} added by stages that the log lacks`]),
    ...(estimatedBytes === 0 ? [] : [`and about ${bytesText(estimatedBytes)} more`]),
  ].join(', ');
}

function bytesText(bytes: number): string {
  for (const [unit, size] of units) if (bytes >= size) return `${(bytes / size).toFixed(bytes >= size * 100 ? 0 : 1)} ${unit}`;
  return `${bytes} B`;
}

const units = [
  ['TB', 1e12],
  ['GB', 1e9],
  ['MB', 1e6],
  ['kB', 1e3],
] as const;

function ruleName({ rules }: ToldPolicy, rule: number | undefined): string {
  if (rule === undefined) return 'no rule';
  const { line, rule: { level = '' } = {} } = rules[rule] ?? {};
  return `${rule}${line === undefined ? '' : ` (line ${line})`} ${printable(level)}`;
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[], { ink }: Page): string[] {
  if (rows.length === 0) return [];
  const used = head.map((_, column) => column === 0 || rows.some((row) => row[column] !== ''));
  const widths = head.map((name, column) => Math.max(columns(name), ...rows.map((row) => columns(row[column] ?? ''))));
  const line = (row: readonly string[]) =>
    `  ${row
      .flatMap((cell, column) =>
        used[column] !== true ? [] : column === 0 ? padEnd(cell, widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')}`.trimEnd();
  return ['', ink.bold(title), ink.dim(line(head)), ...rows.map(line)];
}

function droppedLines(told: ToldPolicy, { dropped }: Replay, { ink, width }: Page): string[] {
  if (dropped.length === 0) return [];
  const rest = dropped.length - shownDropped;
  return [
    '',
    ink.bold('No longer in the log'),
    ...dropped
      .slice(0, shownDropped)
      .map(({ kind, rule, events }) =>
        clip(
          `  ${printable(kind)}: ${count(events, 'event')}, by ${rule === undefined ? 'no rule' : `rule ${ruleName(told, rule)}`}`,
          width,
        ),
      ),
    ...(rest > 0 ? [ink.dim(`  … and ${count(rest, 'more kind')}`)] : []),
  ];
}

function detectionLines(told: ToldPolicy, { detections }: Replay, { ink }: Page): string[] {
  const lost = detections.filter((one) => one.lost > 0);
  const gained = detections.filter((one) => one.lost === 0 && one.gained > 0);
  const lines = [
    ...lost.map(({ detection, usable, lost: gone, example }) => {
      const place =
        example === undefined ? '' : `; first at ${printable(example.source)}:${example.line}, by ${ruleName(told, example.rule)}`;
      return ink.red(`  ${detection.title}: ${gone.toLocaleString('en-US')} of ${count(usable, 'event')} of its input gone${place}`);
    }),
    ...gained.map(({ detection, gained: more }) =>
      ink.green(`  ${detection.title}: ${count(more, 'event')} would have what it needs, and have it not`),
    ),
  ];
  const fed = detections.filter(({ usable }) => usable > 0).length;
  return [
    '',
    ink.bold('Detections in this log'),
    ...lines,
    `  ${fed} of ${count(detections.length, 'detection')} ${fed === 1 ? 'finds' : 'find'} input in it; ${lost.length} would lose some.`,
  ];
}
