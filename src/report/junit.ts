// SPDX-License-Identifier: Apache-2.0
// JUnit's XML, as CI systems read it: a suite for each check, a test case for each object that it found something in.
import { displayName } from '../model/object.ts';
import { type Severity, severities } from '../posture/check.ts';
import type { AcceptedFinding } from '../posture/exceptions.ts';
import type { Finding } from '../posture/finding.ts';
import { byObject } from './fault-groups.ts';
import { type Position, positionsOf, type TextOf } from './places.ts';
import { fieldPath, fullPath } from './quote.ts';
import { remedyText } from './remedy-text.ts';
import type { ScanReport } from './scan-report.ts';

interface Case {
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
  readonly result?: { readonly kind: 'failure' | 'error' | 'skipped'; readonly message: string; readonly text?: string };
}

/**
 * The report in pieces. Findings below the threshold, accepted ones and known ones are skipped; unknown verdicts and bad
 * input are errors. A check without findings is one passed case; one that applied to nothing is left out.
 */
export function* renderJunit(report: ScanReport, textOf: TextOf, threshold: Severity | 'none'): Generator<string> {
  const known = report.baseline?.known ?? [];
  const positions = positionsOf([...report.findings, ...known, ...report.accepted.map(({ finding }) => finding)], textOf);
  const open = Map.groupBy(report.findings, ({ check }) => check);
  const ofBaseline = Map.groupBy(known, ({ check }) => check);
  const accepted = Map.groupBy(report.accepted, ({ finding }) => finding.check);
  const counts = threshold === 'none' ? [] : severities.slice(0, severities.indexOf(threshold) + 1);
  const suites = [...report.checks.values()].flatMap((check) => {
    const {
      fail = [],
      unknown = [],
      told = [],
    } = Object.groupBy(open.get(check.id) ?? [], ({ verdict, sameCauseAs }) => (sameCauseAs === undefined ? verdict : 'told'));
    const cases = [
      ...byObject(fail).map((found) =>
        counts.includes(check.severity)
          ? caseOf(found, positions, 'failure', check.title)
          : caseOf(found, positions, 'skipped', `${check.severity}, below the threshold: ${check.title}`),
      ),
      ...byObject(told).map((found) => caseOf(found, positions, 'skipped', `the same cause as ${found[0]?.sameCauseAs}`)),
      ...byObject(unknown).map((found) => caseOf(found, positions, 'error', `unknown: ${found[0]?.reason}`)),
      ...byObject(ofBaseline.get(check.id) ?? []).map((found) =>
        caseOf(found, positions, 'skipped', `known from the baseline: ${check.title}`),
      ),
      ...(accepted.get(check.id) ?? []).map((item) => acceptedCase(item, positions)),
    ];
    const passed = report.tallies.get(check.id)?.pass ?? 0;
    if (cases.length === 0 && passed > 0) cases.push({ name: `${passed} passed: ${check.title}` });
    return cases.length === 0 ? [] : [suite(check.id, cases)];
  });
  const input = report.problems.map(
    ({ source, line, reason }): Case => ({
      name: line === undefined ? source : `${source}:${line}`,
      file: source,
      ...(line === undefined ? {} : { line }),
      result: { kind: 'error', message: reason },
    }),
  );
  if (input.length > 0) suites.unshift(suite('input', input));
  // CI systems take a file without any case for a defect.
  if (suites.length === 0) suites.push(suite('input', [nothing]));
  const totals = totalsOf(suites.flatMap(({ cases }) => cases));
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="Rampart ${xml(report.rampartVersion)}" ${totals}>\n`;
  for (const { text } of suites) yield text;
  yield '</testsuites>\n';
}

function caseOf(
  found: readonly Finding[],
  positions: ReadonlyMap<Finding, Position>,
  kind: 'failure' | 'error' | 'skipped',
  message: string,
): Case {
  const [first] = found;
  if (first === undefined) return { name: message };
  const text = found
    .map((finding) => {
      const line = positions.get(finding)?.line;
      const place =
        finding.origin.kind === 'file' ? `${finding.origin.source}${line === undefined ? '' : `:${line}`}` : finding.origin.context;
      return [
        `${place}: ${finding.detail || finding.reason}`,
        `  at ${fieldPath(fullPath(finding)) || 'the object'}`,
        ...remedyText(finding).map((text) => `  ${text}`),
      ].join('\n');
    })
    .join('\n');
  return { ...placeOf(first, positions), result: { kind, message, text } };
}

function acceptedCase({ finding, exception }: AcceptedFinding, positions: ReadonlyMap<Finding, Position>): Case {
  const { name, owner, approver, reason, expires } = exception;
  const message = `accepted until ${expires} by exception ${name}: ${reason} (owner ${owner}, approved by ${approver})`;
  return caseOf([finding], positions, 'skipped', message);
}

function placeOf(finding: Finding, positions: ReadonlyMap<Finding, Position>) {
  const line = positions.get(finding)?.line;
  return {
    name: displayName(finding.object),
    ...(finding.origin.kind === 'file' ? { file: finding.origin.source } : {}),
    ...(line === undefined ? {} : { line }),
  };
}

const nothing: Case = { name: 'no data', result: { kind: 'skipped', message: 'no check applies to anything in the input' } };

function suite(name: string, cases: readonly Case[]) {
  const body = cases.map(({ name: object, file, line, result }) => {
    const place = `${file === undefined ? '' : ` file="${xml(file)}"`}${line === undefined ? '' : ` line="${line}"`}`;
    const head = `    <testcase classname="${xml(name)}" name="${xml(object)}"${place}`;
    if (result === undefined) return `${head}/>\n`;
    const type = result.kind === 'skipped' ? '' : ` type="${result.kind}"`;
    return `${head}>\n      <${result.kind} message="${xml(result.message)}"${type}>${xml(result.text ?? '')}</${result.kind}>\n    </testcase>\n`;
  });
  return { cases, text: `  <testsuite name="${xml(name)}" ${totalsOf(cases)}>\n${body.join('')}  </testsuite>\n` };
}

function totalsOf(cases: readonly Case[]): string {
  const count = (kind: string) => cases.filter(({ result }) => result?.kind === kind).length;
  return `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
}

/** Text for an attribute or element; characters that XML 1.0 has no way to write become a replacement character. */
function xml(text: string): string {
  return (
    text
      .toWellFormed()
      // oxlint-disable-next-line no-control-regex -- the characters that XML excludes
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}
