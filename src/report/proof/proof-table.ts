// SPDX-License-Identifier: Apache-2.0
// A proof in the terminal: the verdict first, then every break with its owner and what keeps it working, then what it closes.
import type { Break, BreakKind } from '../../proof/breaks.ts';
import { fieldPath } from '../quote.ts';
import type { TextOf } from '../places.ts';
import { count, type Ink, type Page, printable, wrap } from '../style.ts';
import { amendmentLines } from './amendment-table.ts';
import { type BreakGroup, breakGroups, breakTitles, ownersText, seenOfAll } from './break-groups.ts';
import { placesOf, type ProofReport, seenText } from './proof-report.ts';
import { effectsText, evidenceTexts, findingLines, gainedText, heldText, pathTexts, verdictText } from './proof-text.ts';

/** Entries of a list that are told before the rest is only counted; `verbose` tells all. */
const shown = 20;

/** Prose is hard to read in longer lines, however wide the terminal is. */
const readable = 120;

interface Paper extends Page {
  readonly verbose: boolean;
}

export function renderProof(report: ProofReport, textOf: TextOf, page: Page, verbose: boolean): string {
  const paper = { ...page, width: Math.min(page.width, readable), verbose };
  const { ink } = page;
  const places = placesOf(report.breaks, textOf);
  return [
    ...headLines(report, paper),
    '',
    verdictLine(report, ink),
    ...[...Map.groupBy(breakGroups(report.breaks), ({ kind }) => kind)].flatMap(([kind, groups]) =>
      breakLines(kind, groups, places, paper),
    ),
    ...amendmentLines(report.amendments, paper, verbose),
    ...listed(
      'Not known',
      report.unknown.map(({ what, missing }) => `${what}; missing: ${missing}`),
      ink.magenta,
      paper,
    ),
    ...findingsLines(report, paper),
    ...evidenceLines(report, paper),
    '',
  ].join('\n');
}

function headLines(report: ProofReport, { ink, width }: Page): string[] {
  return [
    ...wrap(printable(`Rampart ${report.rampartVersion} · proof of ${report.asked.join(' ')}`), width).map(ink.bold),
    ...wrap(printable(`${effectsText(report.proof.change.effects)}; ${heldText(report)}`), width),
  ];
}

function verdictLine(report: ProofReport, ink: Ink): string {
  const paint = { pass: ink.green, fail: ink.red, unknown: ink.magenta }[report.verdict];
  return paint(ink.bold(`${report.verdict.toUpperCase()}: ${verdictText(report)}`));
}

function breakLines(kind: BreakKind, groups: readonly BreakGroup[], places: ReadonlyMap<Break, string>, paper: Paper): string[] {
  const { ink, verbose } = paper;
  const told = verbose ? groups : groups.slice(0, shown);
  const amount = (list: readonly BreakGroup[]) => list.reduce((sum, { breaks }) => sum + breaks.length, 0);
  const rest = amount(groups) - amount(told);
  return [
    '',
    ink.bold(`${breakTitles[kind]}: ${amount(groups).toLocaleString('en-US')}`),
    ...told.flatMap((group) => groupLines(group, places, paper)),
    ...(rest > 0 ? [ink.dim(`    … and ${rest.toLocaleString('en-US')} more: -v tells them`)] : []),
  ];
}

function groupLines(group: BreakGroup, places: ReadonlyMap<Break, string>, paper: Paper): string[] {
  const { subject, what, because, breaks, members } = group;
  const { ink, width } = paper;
  return [
    ...hanging(`${ink.red('✗')} `, `${subject} ${what}`, width, 2),
    ...[...because, seenText(seenOfAll(breaks)), ownersText(breaks), sharedPlace(group, places)]
      .filter((line) => line !== '')
      .flatMap((line) => wrap(printable(line), width - 6).map((text) => `      ${ink.dim(text)}`)),
    ...members.flatMap((list) => memberLines(list, places, paper)),
  ];
}

/** Where all of them are at fault, if it is one place. */
function sharedPlace({ breaks }: BreakGroup, places: ReadonlyMap<Break, string>): string {
  const texts = new Set(breaks.map((one) => placeText(one, places)));
  const [text = ''] = texts;
  return texts.size === 1 ? text : '';
}

function placeText(one: Break, places: ReadonlyMap<Break, string>): string {
  const position = places.get(one);
  if (position === undefined || one.place === undefined) return '';
  return one.place.path === '' ? position : `${position}  ${fieldPath(one.place.path)}`;
}

/** Names in running lines; `verbose` gives each a line, with its place. */
function memberLines({ label, members }: BreakGroup['members'][number], places: ReadonlyMap<Break, string>, paper: Paper): string[] {
  const { ink, width, verbose } = paper;
  const head =
    label === '' ? [] : wrap(`${members.length.toLocaleString('en-US')} ${printable(label)}:`, width - 6).map((line) => `      ${line}`);
  if (verbose)
    return [
      ...head,
      ...members.flatMap(({ text, one }) =>
        hanging(
          '',
          [text, ...(one.seen === undefined ? [] : [`(${seenText(one.seen)})`]), places.get(one) ?? ''].join(' ').trim(),
          width,
          6,
        ),
      ),
    ];
  const told = members
    .slice(0, shown)
    .map(({ text, one }) => (one.seen === undefined ? text : `${text} (${one.seen.count.toLocaleString('en-US')}×)`));
  const rest = members.length - told.length;
  return [
    ...head,
    ...wrap(printable(told.join(', ')), width - 8).map((line) => `        ${line}`),
    ...(rest > 0 ? [ink.dim(`        … and ${rest.toLocaleString('en-US')} more: -v tells them`)] : []),
  ];
}

function findingsLines(report: ProofReport, paper: Paper): string[] {
  const { ink } = paper;
  const { closed, opened } = report.proof.findings;
  const { closed: closedPaths = [], opened: openedPaths = [] } = report.proof.paths ?? {};
  const lines = (findings: typeof closed) => findingLines(findings).map(({ check, where }) => `${check}: ${where}`);
  const gained = gainedText(report);
  return [
    ...listed(`What it closes: ${count(closed.length, 'finding')}`, lines(closed), ink.green, paper),
    ...listed(`What it opens: ${count(opened.length, 'finding')}`, lines(opened), ink.yellow, paper),
    ...listed(`Attack paths that it closes: ${closedPaths.length.toLocaleString('en-US')}`, pathTexts(closedPaths), ink.green, paper),
    ...listed(`Attack paths that it opens: ${openedPaths.length.toLocaleString('en-US')}`, pathTexts(openedPaths), ink.red, paper),
    ...(gained === '' ? [] : ['', ...wrap(gained, paper.width).map(ink.yellow)]),
  ];
}

function listed(title: string, items: readonly string[], paint: Ink['red'], { ink, width, verbose }: Paper): string[] {
  if (items.length === 0) return [];
  const told = verbose ? items : items.slice(0, shown);
  return [
    '',
    ink.bold(title),
    ...told.flatMap((item) => hanging(`${paint('•')} `, item, width, 2)),
    ...(items.length > told.length ? [ink.dim(`    … and ${items.length - told.length} more: -v tells them`)] : []),
  ];
}

function evidenceLines(report: ProofReport, { ink, width }: Page): string[] {
  const lines = [
    ...evidenceTexts(report),
    ...report.inputs.map(({ role, name, sha256 }) => `${role} ${name}: sha256 ${sha256.slice(0, 16)}…`),
  ];
  return ['', ink.bold('Evidence'), ...lines.flatMap((line) => hanging('  ', line, width, 0).map((text) => ink.dim(text)))];
}

function hanging(mark: string, text: string, width: number, indent: number): string[] {
  return wrap(printable(text), width - indent - 2).map((line, index) => `${' '.repeat(indent)}${index === 0 ? mark : '  '}${line}`);
}
