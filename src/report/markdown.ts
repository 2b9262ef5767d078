// SPDX-License-Identifier: Apache-2.0
// Markdown (GitHub's) for a pull request: short enough for a comment, and nothing of the input can become markup.
import { displayName } from '../model/object.ts';
import { formatVersion } from '../model/version.ts';
import { severities } from '../posture/check.ts';
import { faultTexts } from '../posture/exceptions.ts';
import type { Finding } from '../posture/finding.ts';
import { byObject, type FaultGroup, faultGroups, unknownGroups } from './fault-groups.ts';
import { code, fenced, html, mostCharacters, row, text } from './markdown-text.ts';
import { mask, maskedText } from './masked-text.ts';
import { type Position, positionsOf, type TextOf } from './places.ts';
import { fieldPath, fullPath, type Quote, quoteOf } from './quote.ts';
import { askedOf } from './recommendations.ts';
import { type ScanReport, settledLines } from './scan-report.ts';
import { count, printable } from './style.ts';

/** Objects listed under one fault before the rest is only counted. */
const placesShown = 20;

export function* renderMarkdown(report: ScanReport, unmasked: TextOf): Generator<string> {
  const textOf = maskedText(unmasked, report.findings, report.secretOrigins);
  const positions = positionsOf(report.findings, textOf);
  const groups = faultGroups(report.findings, report.checks);
  const end = [...unknownPart(report, positions), ...exceptionPart(report), ...questionPart(report), ...coveragePart(report)].join('\n');
  const head = `${headPart(report).join('\n')}\n`;
  yield head;
  let left = mostCharacters - head.length - end.length;
  let leftOut = groups.length;
  for (const group of groups) {
    const text = `${faultPart(group, positions, textOf).join('\n')}\n`;
    left -= text.length;
    if (left < 0) break;
    leftOut -= 1;
    yield text;
  }
  if (leftOut > 0) yield `_… and ${count(leftOut, 'more fault')}, which the full report tells: \`rampart scan\`._\n\n`;
  yield `${end}\n`;
}

function headPart(report: ScanReport): string[] {
  const { counts, problems } = report;
  const found = severities
    .filter((severity) => counts.bySeverity[severity] > 0)
    .map((severity) => `**${counts.bySeverity[severity].toLocaleString('en-US')} ${severity}**`);
  const unknown = counts.unknown > 0 ? [`**${counts.unknown.toLocaleString('en-US')} unknown**`] : [];
  const verdict = [...found, ...unknown].join(' · ') || (counts.workloads > 0 ? 'No findings.' : 'Nothing to judge.');
  const what = `${count(counts.workloads, 'workload')} in ${count(counts.objects, 'object')} of ${count(counts.files, 'file')}`;
  return [
    '## Rampart',
    '',
    verdict,
    '',
    `${what}, judged for Kubernetes ${formatVersion(report.kubernetesVersion)} by Rampart ${text(report.rampartVersion)}.`,
    ...settledLines(report).map((line) => `\n${line}.`),
    '',
    ...(problems.length === 0 ? [] : problemPart(report)),
  ];
}

function problemPart({ problems }: ScanReport): string[] {
  const shown = problems.slice(0, placesShown);
  return [
    '> [!WARNING]',
    `> Incomplete: ${count(problems.length, 'problem')} with the input.`,
    ...shown.map(({ source, line, reason }) => `> - ${code(line === undefined ? source : `${source}:${line}`)} ${text(reason)}`),
    ...(problems.length > shown.length ? [`> - … and ${problems.length - shown.length} more`] : []),
    '',
  ];
}

function faultPart(
  { check, severity, findings, quoted, others }: FaultGroup,
  positions: ReadonlyMap<Finding, Position>,
  textOf: TextOf,
): string[] {
  return [
    `<details${severity === 'critical' || severity === 'high' ? ' open' : ''}>`,
    `<summary><strong>${severity}</strong> · ${html(check.title)} · ${count(findings.length, 'place')} · <code>${html(check.id)}</code></summary>`,
    '',
    text(check.why),
    '',
    ...quoted.flatMap((finding) => quotedPlace(finding, positions.get(finding), quoteOf(finding, textOf))),
    ...otherPlaces(others, positions),
    '</details>',
    '',
  ];
}

function quotedPlace(finding: Finding, position: Position | undefined, quote: Quote | undefined): string[] {
  const { remedy, object } = finding;
  const advice = remedy?.kind === 'advice' ? remedy.advice : remedy?.note;
  return [
    `${code(displayName(object))} at ${code(placeText(finding, position))}: ${text(finding.detail || finding.reason)}`,
    '',
    ...(quote === undefined ? [`Field ${code(fieldPath(fullPath(finding)) || '(the object)')}`, ''] : diff(quote)),
    ...(advice === undefined ? [] : [`→ ${text(advice)}`, '']),
  ];
}

/** The quoted line and the lines of the remedy, as a fenced diff that no content can close. */
function diff({ number, text: quoted, remedy }: Quote): string[] {
  const replaced = remedy.some(({ mark, at }) => mark === '-' && at === number);
  const others = remedy.filter(({ mark, at }) => !(mark === '-' && at === number));
  const lines = [
    ...others.filter(({ at }) => at < number).map(({ mark, text: line }) => `${mark} ${line}`),
    `${replaced ? '-' : ' '} ${quoted}`,
    ...others.filter(({ at }) => at >= number).map(({ mark, text: line }) => `${mark} ${line}`),
  ].map((line) => printable(line.replaceAll(/•{2,}/g, mask)));
  return fenced('diff', lines);
}

function otherPlaces(findings: readonly Finding[], positions: ReadonlyMap<Finding, Position>): string[] {
  if (findings.length === 0) return [];
  const objects = byObject(findings);
  const shown = objects.slice(0, placesShown);
  return [
    `And ${count(findings.length, 'more place')}:`,
    '',
    ...shown.flatMap(([first, ...rest]) => {
      if (first === undefined) return [];
      const lines = [first, ...rest].map((finding) => positions.get(finding)?.line).filter((line) => line !== undefined);
      const source = first.origin.kind === 'file' ? first.origin.source : first.origin.context;
      return [`- ${code(displayName(first.object))} ${code(`${source}${lines.length === 0 ? '' : `:${[...new Set(lines)].join(', ')}`}`)}`];
    }),
    ...(objects.length > shown.length ? [`- … and ${count(objects.length - shown.length, 'more object')}`] : []),
    '',
  ];
}

function unknownPart({ findings }: ScanReport, positions: ReadonlyMap<Finding, Position>): string[] {
  return unknownGroups(findings).flatMap(([first, ...rest]) => {
    if (first === undefined) return [];
    const place = `${code(displayName(first.object))} at ${code(placeText(first, positions.get(first)))}`;
    const more = rest.length > 0 ? ` and ${count(rest.length, 'more verdict')}` : '';
    return [`**unknown** · ${text(first.reason)}: ${place}${more}. Missing: ${text(first.missing ?? 'evidence')}.`, ''];
  });
}

function exceptionPart({ accepted, exceptions, invalidExceptions }: ScanReport): string[] {
  const rows = [
    ...exceptions.map(({ exception: { name, owner, approver, reason, ticket = '', expires }, status, matched }) => [
      code(name),
      status === 'used'
        ? `${accepted.filter(({ exception }) => exception.name === name).length} accepted`
        : `**${status}**, fits ${matched}`,
      text(reason),
      `${text(owner)}, approved by ${text(approver)}`,
      text(ticket),
      text(expires),
    ]),
    ...invalidExceptions.map(({ name, faults }) => [code(name), '**invalid**', text(faultTexts(faults).join('; ')), '', '', '']),
  ];
  if (rows.length === 0) return [];
  return ['| exception | findings | reason | owner | ticket | expires |', '| --- | --- | --- | --- | --- | --- |', ...rows.map(row), ''];
}

/** What the benchmark leaves to people, folded away: a line for each number, its places only counted. */
function questionPart(report: ScanReport): string[] {
  const asked = askedOf(report);
  if (asked.length === 0) return [];
  const told = asked.filter(({ asked: { facts } }) => facts.length > 0);
  const silent = asked.filter(({ asked: { facts } }) => facts.length === 0).map(({ number }) => number);
  return [
    `<details><summary>Questions that the CIS benchmark leaves to people: ${told.length} with evidence, ${silent.length} without</summary>`,
    '',
    ...told.flatMap(({ number, status, asked: { question, facts } }) => [
      `- **${number}** ${text(question.question)} (${status})`,
      ...facts.map((fact) => `  - ${text(fact.text)}${fact.places.length === 0 ? '' : `: ${count(fact.places.length, 'place')}`}`),
    ]),
    ...(silent.length === 0 ? [] : ['', `No data for ${silent.join(', ')}.`]),
    '',
    '</details>',
    '',
  ];
}

function coveragePart({ layers }: ScanReport): string[] {
  // Rounded down: 99.6 % is not 100 %.
  const percent = (share: number | undefined) => (share === undefined ? 'no data' : `${Math.floor(share * 100)} %`);
  return [
    '<details><summary>Coverage</summary>',
    '',
    '| layer | coverage | compliance | pass | fail | unknown |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...layers.map(({ name, coverage, compliance, pass, fail, unknown }) =>
      row([name, percent(coverage), percent(compliance), String(pass), String(fail), String(unknown)]),
    ),
    '',
    '</details>',
  ];
}

function placeText({ origin }: Finding, position: Position | undefined): string {
  if (origin.kind === 'cluster') return origin.context;
  return position === undefined ? origin.source : `${origin.source}:${position.line}`;
}
