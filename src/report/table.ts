// SPDX-License-Identifier: Apache-2.0
// The report in the terminal: by severity, then by fault, then by object. A fault is told once, with all its places.
import { displayName as nameOf, type ObjectRef } from '../model/object.ts';
import { formatVersion } from '../model/version.ts';
import { type Check, type Severity, severities } from '../posture/check.ts';
import { faultTexts } from '../posture/exceptions.ts';
import type { Finding } from '../posture/finding.ts';
import { affectedLines } from './affected.ts';
import type { Coverage } from './coverage.ts';
import { byObject, type FaultGroup, faultGroups, refKey, unknownGroups } from './fault-groups.ts';
import { mask, maskedText } from './masked-text.ts';
import { nextSteps } from './next-steps.ts';
import { type Position, positionsOf, type TextOf } from './places.ts';
import { fieldPath, fullPath, type Quote, quoteOf } from './quote.ts';
import { type ScanReport, settledLines } from './scan-report.ts';
import type { DiffLine } from './remedy-diff.ts';
import { clip, columns, count, padEnd, type Page, printable, severityInk, wrap } from './style.ts';

export interface TableOptions {
  /** Every place of every fault, instead of the first of many. */
  readonly verbose: boolean;
  /** How the reader calls this program: `rampart`, or `npm start --`. */
  readonly program: string;
}

/** An object's name as the terminal may be given it. */
function displayName(object: ObjectRef): string {
  return printable(nameOf(object));
}

/** Objects listed under one fault before the rest is only counted. */
const placesShown = 40;

/** Told in brief beside what is more severe: a screen of them would bury it. */
const minor: ReadonlySet<Severity> = new Set(['low', 'info']);

export function renderTable(report: ScanReport, unmasked: TextOf, page: Page, options: TableOptions): string {
  const textOf = maskedText(unmasked, report.findings, report.secretOrigins);
  const positions = positionsOf(report.findings, textOf);
  const groups = faultGroups(report.findings, report.checks);
  const hasSevere = groups.some(({ severity }) => !minor.has(severity));
  const sections = [...Map.groupBy(groups, ({ severity }) => severity)].flatMap(([severity, faults]) => {
    const places = faults.reduce((sum, { findings }) => sum + findings.length, 0);
    const title = `${severity.toUpperCase()}  ${count(faults.length, 'fault')} in ${count(places, 'place')}`;
    if (hasSevere && minor.has(severity) && !options.verbose) return [rule(page, title, severity), ...briefLines(faults, positions, page)];
    return [rule(page, title, severity), ...faults.flatMap((fault) => faultLines(fault, positions, textOf, page, options))];
  });
  return [
    ...heading(report, page),
    ...sections,
    ...unknownLines(report.findings, positions, page, options),
    ...exceptionLines(report, page),
    ...summary(report, page),
    ...nextSteps(report, page, options.program),
    '',
  ].join('\n');
}

function heading(report: ScanReport, { ink, width }: Page): string[] {
  const { counts, cluster } = report;
  const live = cluster === undefined ? [] : [`cluster ${printable(cluster)}`];
  const sources = [...live, ...(counts.files > 0 || live.length === 0 ? [count(counts.files, 'file')] : [])];
  const what = `${count(counts.workloads, 'workload')} in ${count(counts.objects, 'object')} of ${sources.join(' and ')}`;
  const line = `Rampart ${report.rampartVersion} · ${what} · judged for Kubernetes ${formatVersion(report.kubernetesVersion)}`;
  return [...wrap(line, width).map((part, index) => (index === 0 ? ink.bold(part) : part)), ''];
}

/** Headings do not follow a very wide terminal: what stands at their ends belongs together. */
const widestHeading = 120;

function rule({ ink, width }: Page, title: string, severity?: Severity): string {
  const paint = severity === undefined ? ink.bold : severityInk(ink, severity);
  return `${paint(`━━ ${title} `)}${ink.dim('━'.repeat(Math.max(0, Math.min(width, widestHeading) - columns(title) - 4)))}\n`;
}

function faultLines(
  { check, severity, quoted, others }: FaultGroup,
  positions: ReadonlyMap<Finding, Position>,
  textOf: TextOf,
  page: Page,
  options: TableOptions,
): string[] {
  const { ink, width } = page;
  return [
    ...titleLines(check, severity, page),
    ...wrap(check.why, Math.min(width, 100) - 2).map((line) => `  ${ink.dim(line)}`),
    '',
    ...quoted.flatMap((finding) => firstPlace(finding, positions.get(finding), quoteOf(finding, textOf), page)),
    ...otherPlaces(others, positions, page, options),
    '',
  ];
}

function titleLines(check: Check, severity: Severity, { ink, width }: Page): string[] {
  const paint = severityInk(ink, severity);
  const id = ink.dim(check.id);
  if (columns(check.title) + columns(check.id) + 6 > width) {
    return [...wrap(check.title, width - 2).map((line, index) => `${index === 0 ? paint('●') : ' '} ${ink.bold(line)}`), `    ${id}`];
  }
  return [`${paint('●')} ${ink.bold(padEnd(check.title, Math.min(width, widestHeading) - columns(check.id) - 4))} ${id}`];
}

/** A line for each fault, and one for where it is. */
function briefLines(faults: readonly FaultGroup[], positions: ReadonlyMap<Finding, Position>, page: Page): string[] {
  const { ink, width } = page;
  return [
    ...faults.flatMap(({ check, severity, findings }) => {
      const [first] = findings;
      if (first === undefined) return [];
      const more = findings.length === 1 ? '' : `, and ${count(findings.length - 1, 'more place')}`;
      const name = displayName(first.object);
      return [...titleLines(check, severity, page), ...placeHeading(name, name, `${placeText(first, positions.get(first))}${more}`, page)];
    }),
    ...wrap('--verbose shows why, every place and the patches; so does a scan of one --check', width - 2).map(
      (line) => `  ${ink.dim(line)}`,
    ),
    '',
  ];
}

function firstPlace(finding: Finding, position: Position | undefined, quote: Quote | undefined, page: Page): string[] {
  const { ink, width } = page;
  const object = ink.bold(displayName(finding.object));
  const lines = placeHeading(object, displayName(finding.object), placeText(finding, position), page);
  if (quote === undefined)
    lines.push(
      ...wrap([fieldPath(fullPath(finding)), finding.detail].filter((part) => part !== '').join(': '), width - 4).map(
        (line) => `    ${printable(line)}`,
      ),
    );
  else lines.push(...quoteLines(finding, quote, page));
  const { remedy } = finding;
  const advice = remedy?.kind === 'advice' ? remedy.advice : remedy?.note;
  if (advice !== undefined) lines.push(...hanging('→ ', advice, width - 4).map((line) => `    ${ink.cyan(line)}`));
  return lines;
}

function placeHeading(styled: string, plain: string, place: string, { ink, width }: Page): string[] {
  if (columns(plain) + columns(place) + 5 <= width) return [`  ${styled}  ${ink.dim(place)}`];
  return [`  ${styled}`, `    ${ink.dim(place)}`];
}

function quoteLines(finding: Finding, quote: Quote, { ink, width }: Page): string[] {
  const gutter = Math.max(4, String(quote.number).length + 1);
  const room = width - gutter - 7;
  // Deeply nested lines are shifted left together, so that their ends fit and their indentation still compares.
  const all = [quote.text, ...quote.remedy.map(({ text }) => text)];
  const indent = Math.min(...all.map((text) => text.length - text.trimStart().length));
  const shift = Math.max(0, indent - 2);
  const show = (text: string) => clip(masked(text.slice(shift)), room);
  const line = (number: string, mark: string, text: string) => `  ${ink.dim(number.padStart(gutter))} ${mark} ${ink.dim('│')} ${text}`;

  const replaced = quote.remedy.some(({ mark, at }) => mark === '-' && at === quote.number);
  const from = Math.min(columns(masked(quote.text.slice(shift, quote.from))), room - 1);
  const length = Math.max(1, Math.min(columns(masked(quote.text.slice(quote.from, quote.to))), room - from));
  const paint = severityInk(ink, finding.severity);
  const quoted = show(quote.text);
  const underline = `${' '.repeat(from)}${paint('^'.repeat(length))}`;
  const detail = printable(finding.detail);
  const fits = from + length + 1 + columns(detail) <= room;
  const diffLine = ({ mark, at, text }: DiffLine) => {
    const inked = mark === '-' ? ink.red : ink.green;
    return line(mark === '-' ? String(at) : '', inked(mark), inked(show(text)));
  };
  const others = quote.remedy.filter(({ mark, at }) => !(mark === '-' && at === quote.number));
  return [
    ...others.filter(({ at }) => at < quote.number).map(diffLine),
    line(String(quote.number), replaced ? ink.red('-') : ' ', replaced ? ink.red(quoted) : quoted),
    ...(fits
      ? [line('', ' ', `${underline} ${paint(detail)}`)]
      : [line('', ' ', underline), ...wrap(detail, room).map((part) => line('', ' ', paint(part)))]),
    ...others.filter(({ at }) => at >= quote.number).map(diffLine),
  ];
}

/** A quoted line for the terminal. */
function masked(text: string): string {
  return printable(text.replaceAll(/•{2,}/g, mask));
}

function otherPlaces(findings: readonly Finding[], positions: ReadonlyMap<Finding, Position>, page: Page, options: TableOptions): string[] {
  if (findings.length === 0) return [];
  const { ink, width } = page;
  const objects = byObject(findings);
  const shown = options.verbose ? objects : objects.slice(0, placesShown);
  const rows = shown.map((ofObject) => ({
    name: ofObject[0] ? displayName(ofObject[0].object) : '',
    places: placesText(ofObject, positions),
  }));
  // Aligned where all of them fit; otherwise each takes the room it needs.
  const widest = Math.max(...rows.map(({ name }) => columns(name)));
  const aligned = rows.every(({ places }) => widest + columns(places) + 6 <= width) ? widest : 0;
  const lines = rows.flatMap(({ name, places }) => {
    if (columns(name) + columns(places) + 6 <= width) return [`    ${padEnd(name, aligned)}  ${ink.dim(places)}`];
    return [`    ${name}`, `      ${ink.dim(places)}`];
  });
  const left = objects.length - shown.length;
  return [
    `  ${ink.dim(`and ${count(findings.length, 'more place')}:`)}`,
    ...lines,
    ...(left > 0 ? [`    ${ink.dim(`… and ${count(left, 'more object')} (--verbose shows all)`)}`] : []),
  ];
}

function placeText(finding: Finding, position: Position | undefined): string {
  if (finding.origin.kind === 'cluster') return printable(`cluster ${finding.origin.context}`);
  const source = printable(finding.origin.source);
  return position === undefined ? source : `${source}:${position.line}:${position.column}`;
}

/** `deploy/api.yaml:12, 40`: the file once, and the line of each place in it. */
function placesText(findings: readonly Finding[], positions: ReadonlyMap<Finding, Position>): string {
  const [first] = findings;
  if (first === undefined) return '';
  if (first.origin.kind === 'cluster') return printable(`cluster ${first.origin.context}`);
  const lines = [...new Set(findings.map((finding) => positions.get(finding)?.line).filter((line) => line !== undefined))];
  const source = printable(first.origin.source);
  return lines.length === 0 ? source : `${source}:${lines.join(', ')}`;
}

function unknownLines(
  findings: readonly Finding[],
  positions: ReadonlyMap<Finding, Position>,
  page: Page,
  options: TableOptions,
): string[] {
  const { ink, width } = page;
  const groups = unknownGroups(findings);
  if (groups.length === 0) return [];
  return [
    rule(page, `UNKNOWN  ${count(groups.flat().length, 'verdict')} could not be reached`),
    ...groups.flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const checks = count(new Set(group.map(({ check }) => check)).size, 'check');
      const onePerObject = [...Map.groupBy(group, ({ object, path }) => `${refKey(object)}\n${path}`).values()].flatMap(
        ([finding]) => finding ?? [],
      );
      return [
        `${ink.magenta('?')} ${ink.bold(first.reason)} ${ink.dim(`(${checks})`)}`,
        ...wrap(`Missing: ${first.missing ?? 'evidence'}.`, width - 2).map((line) => `  ${line}`),
        ...firstPlace(first, positions.get(first), undefined, page),
        ...otherPlaces(onePerObject.slice(1), positions, page, options),
        '',
      ];
    }),
  ];
}

/** What somebody accepted, and exceptions that want a look. */
function exceptionLines({ accepted, exceptions, invalidExceptions }: ScanReport, page: Page): string[] {
  const { ink, width } = page;
  const stale = exceptions.filter(({ status }) => status !== 'used');
  if (accepted.length === 0 && stale.length === 0 && invalidExceptions.length === 0) return [];
  const byException = [...Map.groupBy(accepted, ({ exception }) => exception)];
  const line = (mark: string, name: string, text: string) => [
    `${mark} ${ink.bold(printable(name))}`,
    ...wrap(printable(text), Math.min(width, 100) - 2).map((part) => `  ${ink.dim(part)}`),
  ];
  return [
    rule(page, `ACCEPTED  ${count(accepted.length, 'finding')} by ${count(byException.length, 'exception')}`),
    ...byException.flatMap(([{ name, owner, approver, reason, ticket, expires }, ofException]) =>
      line(
        '✓',
        name,
        `${count(ofException.length, 'finding')} until ${expires}: ${reason} Owner ${owner}, approved by ${approver}${ticket === undefined ? '' : `, ${ticket}`}.`,
      ),
    ),
    ...stale.flatMap(({ exception: { name, expires }, status, matched }) =>
      line(
        ink.yellow('!'),
        name,
        status === 'expired'
          ? `expired (${expires}); ${count(matched, 'finding')} it had accepted ${matched === 1 ? 'is' : 'are'} open again`
          : 'unused: it fits no finding of this scan',
      ),
    ),
    ...invalidExceptions.flatMap(({ name, faults }) =>
      line(ink.magenta('?'), name === '' ? '(no name)' : name, `invalid, so it accepts nothing: ${faultTexts(faults).join('; ')}`),
    ),
    '',
  ];
}

function summary(report: ScanReport, page: Page): string[] {
  const { ink, width } = page;
  const { bySeverity, unknown, passedOver } = report.counts;
  const parts = severities
    .filter((severity) => bySeverity[severity] > 0)
    .map((severity) => severityInk(ink, severity)(`${bySeverity[severity].toLocaleString('en-US')} ${severity}`));
  const totals = [...parts, ...(unknown > 0 ? [ink.magenta(`${unknown.toLocaleString('en-US')} unknown`)] : [])];
  const verdict =
    totals.length === 0 ? (report.counts.workloads > 0 ? ink.green('no findings') : 'nothing to judge') : totals.join(ink.dim(' · '));
  const capped = [...report.layers, ...report.threats].some((row) => row.capped === true);
  return [
    rule(page, 'SUMMARY'),
    ...affectedLines(report.findings, page),
    ...coverageLines('layer', report.layers, page),
    '',
    ...coverageLines('threat', report.threats, page),
    '',
    ...(capped
      ? hanging('* ', 'held at 50 %: a critical check fails here, which no number of passes makes up for.', width - 2).map(
          (line) => `  ${ink.dim(line)}`,
        )
      : []),
    `  ${verdict}`,
    ...settledLines(report).map((text) => `  ${ink.dim(text)}`),
    ...(passedOver > 0 ? [`  ${ink.dim(`${count(passedOver, 'document')} passed over: not Kubernetes objects`)}`] : []),
    ...(report.problems.length > 0
      ? [`  ${ink.magenta(`incomplete: ${count(report.problems.length, 'problem')} with the input, listed on standard error`)}`]
      : []),
    '',
  ];
}

function coverageLines(title: string, rows: readonly Coverage<string>[], { ink, width }: Page): string[] {
  const bar = width >= 100 ? 20 : 10;
  const head = `${padEnd(title, 22)}${'coverage'.padStart(9)}${'compliance'.padStart(12)}${' '.repeat(bar + 3)}${'pass'.padStart(7)}${'fail'.padStart(7)}${'unknown'.padStart(8)}`;
  const known = rows.filter(({ coverage }) => coverage !== undefined);
  const empty = rows.filter(({ coverage }) => coverage === undefined).map(({ name }) => name);
  return [
    ...(known.length > 0 ? [`  ${ink.dim(head)}`] : []),
    ...known.map((row) => {
      const share = row.compliance === undefined ? 'no data' : `${percent(row.compliance)}${row.capped === true ? '*' : ''}`;
      const numbers = [row.pass, row.fail].map((number) => number.toLocaleString('en-US').padStart(7)).join('');
      return `  ${padEnd(row.name, 22)}${percent(row.coverage ?? 0).padStart(9)}${share.padStart(12)}  ${barOf(row.compliance, bar, ink)} ${numbers}${row.unknown.toLocaleString('en-US').padStart(8)}`;
    }),
    ...(empty.length > 0 ? hanging('no data: ', empty.join(', '), width - 2).map((line) => `  ${ink.dim(line)}`) : []),
  ];
}

// Rounded down: 99.6 % is not 100 %.
function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}

function barOf(share: number | undefined, length: number, ink: Page['ink']): string {
  const filled = Math.floor((share ?? 0) * length);
  const paint = share === undefined || share < 0.5 ? ink.red : share < 0.9 ? ink.yellow : ink.green;
  return `${paint('█'.repeat(filled))}${ink.dim('░'.repeat(length - filled))}`;
}

/** Wrapped text whose first line begins with `lead` and whose others are indented below it. */
function hanging(lead: string, text: string, width: number): string[] {
  return wrap(text, width - columns(lead)).map((line, index) => `${index === 0 ? lead : ' '.repeat(columns(lead))}${line}`);
}
