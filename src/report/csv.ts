// SPDX-License-Identifier: Apache-2.0
// One row a finding (RFC 4180), for spreadsheets.
import type { Exception } from '../posture/exceptions.ts';
import type { Finding } from '../posture/finding.ts';
import { type Position, positionsOf, type TextOf } from './places.ts';
import { fieldPath, fullPath } from './quote.ts';
import { askedOf } from './recommendations.ts';
import { remedyText } from './remedy-text.ts';
import type { ScanReport } from './scan-report.ts';

const columns = [
  'status',
  'verdict',
  'severity',
  'check',
  'title',
  'layer',
  'threats',
  'apiVersion',
  'kind',
  'namespace',
  'name',
  'source',
  'line',
  'column',
  'field',
  'reason',
  'detail',
  'remedy',
  'missing',
  'exception',
  'owner',
  'approver',
  'ticket',
  'expires',
] as const;

type Row = Readonly<Partial<Record<(typeof columns)[number], string | number>>>;

/**
 * The report in pieces; the status is `open`, `known` (from the baseline), `accepted` (by an exception), or `question`: a row for each
 * number that a benchmark leaves to people, its facts as the detail.
 */
export function* renderCsv(report: ScanReport, textOf: TextOf): Generator<string> {
  const known = report.baseline?.known ?? [];
  const positions = positionsOf([...report.findings, ...known, ...report.accepted.map(({ finding }) => finding)], textOf);
  yield csvLine(columns);
  const row = (finding: Finding, status: string, exception?: Exception) => {
    const data: Row = { status, ...findingRow(finding, positions.get(finding), report), ...exceptionRow(exception) };
    return csvLine(columns.map((column) => data[column] ?? ''));
  };
  for (const finding of report.findings) yield row(finding, 'open');
  for (const finding of known) yield row(finding, 'known');
  for (const { finding, exception } of report.accepted) yield row(finding, 'accepted', exception);
  for (const question of askedOf(report)) {
    const data = questionRow(question);
    yield csvLine(columns.map((column) => data[column] ?? ''));
  }
}

function findingRow(finding: Finding, position: Position | undefined, report: ScanReport): Row {
  const { check: id, verdict, severity, object, origin, reason, detail, missing = '' } = finding;
  const check = report.checks.get(id);
  return {
    verdict,
    severity,
    check: id,
    title: check?.title ?? '',
    layer: check?.layer ?? '',
    threats: check?.threats.join(' ') ?? '',
    ...object,
    source: origin.kind === 'file' ? origin.source : origin.context,
    line: position?.line ?? '',
    column: position?.column ?? '',
    field: fieldPath(fullPath(finding)),
    reason,
    detail,
    remedy: remedyText(finding).join('; '),
    missing,
  };
}

function questionRow({ status, decided, asked: { question, facts, missing } }: ReturnType<typeof askedOf>[number]): Row {
  return {
    status: 'question',
    verdict: status === 'question' ? '' : status,
    check: question.id,
    title: question.question,
    layer: question.layer,
    reason: decided.map((verdict) => `${verdict.check.id}: ${verdict.status}`).join('; '),
    detail: facts.map(({ text, places }) => (places.length === 0 ? text : `${text} (${places.length})`)).join('; '),
    remedy: question.good,
    missing: missing.join('; '),
  };
}

function exceptionRow(exception: Exception | undefined): Row {
  if (exception === undefined) return {};
  const { name, owner, approver, ticket = '', expires } = exception;
  return { exception: name, owner, approver, ticket, expires };
}

/** One record (RFC 4180). */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** A cell; what a spreadsheet would take for a formula begins with an apostrophe, which it shows as text. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[\s]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
