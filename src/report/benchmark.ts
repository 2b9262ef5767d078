// SPDX-License-Identifier: Apache-2.0
// The report in the order and with the numbers of the CIS Kubernetes Benchmark 1.12. Its texts are its own: ours name what we check.
import type { Finding } from '../posture/finding.ts';
import { displayName, type ObjectRef, type Origin } from '../model/object.ts';
import { formatVersion } from '../model/version.ts';
import type { AskedQuestion, EvidencePlace } from '../posture/question.ts';
import { type Placed, type Position, positionsOf, type TextOf } from './places.ts';
import {
  type Decided,
  evidencePlacesShown,
  evidenceShown,
  type Recommendation,
  recommendationsOf,
  type Status,
  statuses,
} from './recommendations.ts';
import { type ScanReport, settledLines } from './scan-report.ts';
import { clip, columns, count, type Ink, type Page, printable, wrap } from './style.ts';

const sections: Readonly<Record<string, string>> = {
  '1.1': 'Control plane: files',
  '1.2': 'Control plane: API server',
  '1.3': 'Control plane: controller manager',
  '1.4': 'Control plane: scheduler',
  '2': 'etcd',
  '3': 'Control plane: authentication and audit',
  '4.1': 'Nodes: files',
  '4.2': 'Nodes: kubelet',
  '4.3': 'Nodes: kube-proxy',
  '5.1': 'Policies: RBAC and ServiceAccounts',
  '5.2': 'Policies: pod security',
  '5.3': 'Policies: network',
  '5.4': 'Policies: secrets',
  '5.5': 'Policies: admission of images',
  '5.6': 'Policies: namespaces and pods',
};

/** Places listed under one number before the rest is only counted. */
const placesShown = evidencePlacesShown;

const badgeWidth = 10;
/** Where places stand, and the marks before what belongs to a number. */
const inset = ' '.repeat(badgeWidth + 3);

interface Sheet extends Page {
  readonly positions: ReadonlyMap<Placed, Position>;
}

/** Every number of the benchmark: decided by checks, with the places where they fail, or left to people, with the evidence. */
export function renderBenchmark(report: ScanReport, textOf: TextOf, page: Page): string {
  const recommendations = recommendationsOf(report);
  const found = recommendations.flatMap(({ decided }) => decided.flatMap(({ findings }) => findings.slice(0, placesShown)));
  const placed: readonly Placed[] = [...found, ...evidenceShown(report)];
  const sheet: Sheet = { ...page, positions: positionsOf(placed, textOf) };
  const { ink } = page;
  const lines = [ink.bold(`CIS Kubernetes Benchmark 1.12 · judged for Kubernetes ${formatVersion(report.kubernetesVersion)}`)];
  for (const [section, ofSection] of Map.groupBy(recommendations, ({ number }) => sectionOf(number))) {
    lines.push('', ink.bold(`${section}  ${sections[section] ?? ''}`));
    for (const recommendation of ofSection) lines.push(...recommendationLines(recommendation, sheet));
  }
  return [...lines, '', ...totals(recommendations, page), ...settledLines(report), ''].join('\n');
}

function recommendationLines({ number, status, decided, asked }: Recommendation, sheet: Sheet): string[] {
  if (asked === undefined) return decided.flatMap((verdict) => decidedLines(verdict, number, sheet));
  const head = `${badge(sheet.ink, status)} ${number.padEnd(7)} `;
  const [first = '', ...rest] = wrap(asked.question.question, Math.min(sheet.width, 120) - badgeWidth - 9);
  return [
    `${head}${first}`,
    ...rest.map((line) => `${' '.repeat(badgeWidth + 9)}${line}`),
    ...decided.filter((verdict) => verdict.status !== 'no data').flatMap((verdict) => checkLines(verdict, sheet)),
    ...evidenceLines(asked, sheet),
  ];
}

/** A number that one check or several decide: a line for each. */
function decidedLines({ check, status, findings }: Decided, number: string, sheet: Sheet): string[] {
  const { ink, width } = sheet;
  // A title says what is wrong; where nothing is, the recommendation reads better.
  const text = status === 'fail' ? check.title : clip(check.remedy, Math.max(30, width - badgeWidth - 11 - columns(check.id)));
  return [
    `${badge(ink, status)} ${number.padEnd(7)} ${text}  ${ink.dim(check.id)}`,
    ...findingLines({ check, status, findings }, sheet),
    ...(status === 'fail' ? marked(check.remedy, '→', sheet, ink.cyan) : []),
  ];
}

/** What a check says on a question. */
function checkLines(verdict: Decided, sheet: Sheet): string[] {
  const { check, status } = verdict;
  const { ink } = sheet;
  const said = status === 'fail' ? check.title : status === 'unknown' ? 'could not be decided' : 'nothing found';
  const paint = { fail: ink.red, unknown: ink.magenta, pass: ink.green, 'no data': ink.dim }[status];
  return [`${inset}${paint(status)}: ${said}  ${ink.dim(check.id)}`, ...findingLines(verdict, sheet).map((line) => `  ${line}`)];
}

function findingLines({ status, findings }: Decided, sheet: Sheet): string[] {
  if (status !== 'fail' && status !== 'unknown') return [];
  const { ink } = sheet;
  if (findings.length === 0) return [ink.dim(`${inset}accepted by exceptions, or known from the baseline`)];
  const missing = [...new Set(findings.flatMap((finding) => finding.missing ?? []))];
  return [
    ...findings.slice(0, placesShown).map((finding) => `${inset}${placeText(finding.object, finding, sheet)}${seenOn(finding)}`),
    ...more(findings.length, sheet, inset),
    ...missing.slice(0, 1).flatMap((text) => marked(`missing: ${text}`, ' ', sheet, ink.dim)),
  ];
}

/** Of what was seen on a node the file is the place, and not the line of the evidence. */
function seenOn({ object, detail }: Finding): string {
  return object.kind === 'NodeEvidence' ? `  ${printable(detail)}` : '';
}

function evidenceLines({ question, facts, missing }: AskedQuestion, sheet: Sheet): string[] {
  const { ink } = sheet;
  return [
    ...facts.flatMap(({ text, places }) => [
      ...marked(`${text}${places.length === 0 ? '' : ':'}`, '•', sheet, (line) => line),
      ...places.slice(0, placesShown).flatMap((place) => evidenceLine(place, sheet)),
      ...more(places.length, sheet, `${inset}  `),
    ]),
    ...(missing.length === 0 ? [] : marked(`not seen: ${missing.join('; ')}`, ' ', sheet, ink.dim)),
    ...(facts.length === 0 ? [] : marked(question.good, '→', sheet, ink.cyan)),
  ];
}

/** The object and its place; what is said of it follows, on a line of its own where there is no room. */
function evidenceLine(place: EvidencePlace, sheet: Sheet): string[] {
  const { width } = sheet;
  const head = `${printable(displayName(place.object))}  ${whereText(place.origin, sheet.positions.get(place))}`;
  const painted = placeText(place.object, place, sheet);
  const indent = `${inset}  `;
  if (place.detail === '') return [`${indent}${painted}`];
  const detail = printable(place.detail);
  const isRoomy = columns(indent) + columns(head) + 2 + columns(detail) <= width;
  if (isRoomy) return [`${indent}${painted}  ${detail}`];
  return [`${indent}${painted}`, ...wrap(detail, Math.max(30, width - columns(indent) - 2)).map((line) => `${indent}  ${line}`)];
}

function placeText(object: ObjectRef, place: Placed, { ink, positions }: Sheet): string {
  return `${printable(displayName(object))}  ${ink.dim(whereText(place.origin, positions.get(place)))}`;
}

function whereText(origin: Origin, position: Position | undefined): string {
  if (origin.kind === 'cluster') return `cluster ${printable(origin.context)}`;
  return position === undefined ? printable(origin.source) : `${printable(origin.source)}:${position.line}`;
}

function more(amount: number, { ink }: Page, indent: string): string[] {
  return amount > placesShown ? [ink.dim(`${indent}… and ${count(amount - placesShown, 'more place')}`)] : [];
}

/** A text with a mark before its first line. */
function marked(text: string, mark: string, { width }: Page, paint: (line: string) => string): string[] {
  const lines = wrap(printable(text), Math.min(width, 120) - columns(inset));
  return lines.map((line, index) => paint(`${index === 0 ? `${inset.slice(2)}${mark} ` : inset}${line}`));
}

function totals(recommendations: readonly Recommendation[], { ink }: Page): string[] {
  const amount = (status: Status) => recommendations.filter((recommendation) => recommendation.status === status).length;
  const told = statuses
    .map((status) => (status === 'question' ? count(amount(status), 'question') : `${amount(status)} ${status}`))
    .join(' · ');
  const questions = recommendations.filter(({ asked }) => asked !== undefined).length;
  return [
    `${count(recommendations.length, 'recommendation')}: ${told}`,
    ...(questions === 0
      ? []
      : [ink.dim(`${questions} of these are left to people by the benchmark: evidence alone makes none of them pass`)]),
  ];
}

/** Section 2 has no parts, and those of 3 are small: each is told as one. */
function sectionOf(number: string): string {
  const [first = '', second = ''] = number.split('.');
  return first === '2' || first === '3' ? first : `${first}.${second}`;
}

function badge(ink: Ink, status: Status): string {
  const paint = { fail: ink.red, unknown: ink.magenta, pass: ink.green, question: ink.yellow, 'no data': ink.dim }[status];
  return paint(`[${status.toUpperCase()}]`.padEnd(badgeWidth));
}
