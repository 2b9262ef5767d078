// SPDX-License-Identifier: Apache-2.0
// What remedies have closed, what is left, and why.
import { type Check, remedyClass, severities } from '../posture/check.ts';
import type { Finding } from '../posture/finding.ts';
import { type Position, positionsOf, type TextOf } from './places.ts';
import { count, type Page, printable, severityInk, wrap } from './style.ts';

/** A finding that is left, and why. */
export interface OpenFinding {
  readonly finding: Finding;
  /** Short, and the same for the same cause: what is left is told by it. */
  readonly why: string;
  /** The reason says it all: what it is about is only counted. */
  readonly isTold?: true;
}

export interface FixReport {
  /** What was open before and after, in all that was read. */
  readonly before: readonly Finding[];
  readonly open: readonly OpenFinding[];
  /** Names of the files changed, or that would be. */
  readonly changed: readonly string[];
  /** Verdicts that could not be reached. */
  readonly unknown: number;
  readonly isDryRun: boolean;
  readonly checks: ReadonlyMap<string, Check>;
}

interface Closed {
  readonly source: string;
  readonly finding: Finding;
  readonly amount: number;
}

/** How many findings are not there any more: of each check in each source, those before less those after. */
function closedIn({ before, open }: FixReport): Closed[] {
  const left = Map.groupBy(open, ({ finding }) => sourceAndCheck(finding));
  return [...Map.groupBy(before, sourceAndCheck)].flatMap(([key, findings]) => {
    const amount = findings.length - (left.get(key)?.length ?? 0);
    return findings[0] === undefined || amount <= 0 ? [] : { source: sourceOf(findings[0]), finding: findings[0], amount };
  });
}

function sumOf(closed: readonly Closed[]): number {
  return closed.reduce((sum, { amount }) => sum + amount, 0);
}

/** Places of one check that are named before the rest is counted. */
const placesShown = 5;

export function renderFix(report: FixReport, textOf: TextOf, page: Page): string {
  const { ink } = page;
  const closed = closedIn(report);
  const bySource = Map.groupBy(closed, ({ source }) => source);
  const verb = report.isDryRun ? 'would be closed' : 'closed';
  const positions = positionsOf(
    report.open.map(({ finding }) => finding),
    textOf,
  );
  const groups = [...Map.groupBy(report.open, ({ why }) => why)].toSorted(([, a], [, b]) => b.length - a.length);
  return [
    `${ink.bold(`${count(sumOf(closed), 'finding')} ${verb} in ${count(report.changed.length, 'file')}`)}${ink.dim(` · ${report.open.length.toLocaleString('en-US')} still open`)}`,
    ...report.changed.map((name) => `  ${ink.green('✓')} ${printable(name)} ${ink.dim(`${sumOf(bySource.get(name) ?? [])} ${verb}`)}`),
    ...reviewLines(closed, report, page),
    ...groups.flatMap(([why, open]) => [
      '',
      `${ink.bold(`${count(open.length, 'finding')} open:`)} ${why}`,
      ...checkLines(
        open.flatMap(({ finding, isTold }) => (isTold === true ? [] : finding)),
        positions,
        report,
        page,
      ),
    ]),
    ...(report.unknown > 0
      ? ['', ink.magenta(`${count(report.unknown, 'verdict')} could not be reached: a scan tells what is missing`)]
      : []),
    '',
  ].join('\n');
}

/** What the remedies that were applied ask people to look at. */
function reviewLines(closed: readonly Closed[], report: FixReport, page: Page): string[] {
  const { ink, width } = page;
  const noted = closed.filter(({ finding: { remedy } }) => remedy?.kind === 'patch' && remedyClass(remedy) !== 'safe');
  if (noted.length === 0) return [];
  const byCheck = [...Map.groupBy(noted, ({ finding }) => finding.check)];
  return [
    '',
    ink.bold(report.isDryRun ? 'To review before' : 'To review now'),
    ...byCheck.flatMap(([id, ofCheck]) => {
      const remedy = ofCheck[0]?.finding.remedy;
      const note = remedy?.kind === 'patch' ? (remedy.note ?? '') : '';
      const title = `${report.checks.get(id)?.title ?? id} ${ink.dim(`${id}, ${count(sumOf(ofCheck), 'place')}`)}`;
      return [`  ${ink.yellow('!')} ${title}`, ...wrap(`→ ${note}`, Math.min(width, 100) - 6).map((line) => `    ${ink.cyan(line)}`)];
    }),
  ];
}

function checkLines(findings: readonly Finding[], positions: ReadonlyMap<Finding, Position>, report: FixReport, page: Page): string[] {
  const { ink, width } = page;
  const byCheck = [...Map.groupBy(findings, ({ check }) => check)].toSorted(([, a], [, b]) => rank(a) - rank(b) || b.length - a.length);
  return byCheck.flatMap(([id, ofCheck]) => {
    const [first] = ofCheck;
    const check = report.checks.get(id);
    if (first === undefined || check === undefined) return [];
    const places = ofCheck.slice(0, placesShown).map((finding) => placeText(finding, positions.get(finding)));
    const more = ofCheck.length > placesShown ? [`… and ${count(ofCheck.length - placesShown, 'more place')}`] : [];
    const advice = first.remedy?.kind === 'patch' ? first.remedy.note : (first.remedy?.advice ?? check.remedy);
    return [
      `  ${severityInk(ink, first.severity)('●')} ${check.title} ${ink.dim(id)}`,
      ...(advice === undefined ? [] : wrap(`→ ${advice}`, Math.min(width, 100) - 6).map((line) => `    ${ink.cyan(line)}`)),
      ...[...new Set(places), ...more].map((place) => `      ${ink.dim(place)}`),
    ];
  });
}

function rank(findings: readonly Finding[]): number {
  return severities.indexOf(findings[0]?.severity ?? 'info');
}

function placeText(finding: Finding, position: Position | undefined): string {
  const source = printable(sourceOf(finding));
  return position === undefined ? source : `${source}:${position.line}:${position.column}`;
}

function sourceOf(finding: Finding | undefined): string {
  return finding?.origin.kind === 'file' ? finding.origin.source : '';
}

function sourceAndCheck(finding: Finding): string {
  return `${finding.check} ${sourceOf(finding)}`;
}
