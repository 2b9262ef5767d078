// SPDX-License-Identifier: Apache-2.0
import { displayName } from '../model/object.ts';
import type { Problem } from '../model/problem.ts';
import type { Check, Severity } from '../posture/check.ts';
import type { Exception } from '../posture/exceptions.ts';
import type { Finding } from '../posture/finding.ts';
import { type Position, positionsOf, type TextOf } from './places.ts';
import { fullPath } from './quote.ts';
import { fingerprintOf, type ScanReport } from './scan-report.ts';
import { stringify } from './stringify.ts';

/** The report as SARIF 2.1.0 (OASIS), for code hosts and editors, in pieces. Unknown verdicts are results of kind `open`. */
export function* renderSarif(report: ScanReport, textOf: TextOf): Generator<string> {
  const checks = [...report.checks.values()];
  const indices = new Map(checks.map(({ id }, index) => [id, index]));
  const run = {
    tool: { driver: { name: 'Rampart', version: report.rampartVersion, rules: checks.map(ruleData) } },
    columnKind: 'utf16CodeUnits',
    invocations: [{ executionSuccessful: report.problems.length === 0, toolExecutionNotifications: report.problems.map(notification) }],
  };
  yield `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[${stringify(run).slice(0, -1)},"results":[`;
  const results: readonly Result[] = [
    ...report.findings.map((finding) => ({ finding, baselineState: 'new' as const })),
    ...(report.baseline?.known ?? []).map((finding) => ({ finding, baselineState: 'unchanged' as const })),
    ...report.accepted,
  ];
  const positions = positionsOf(
    results.map(({ finding }) => finding),
    textOf,
  );
  let separator = '\n';
  for (const { finding, exception, baselineState } of results) {
    const settled = {
      ...(report.baseline === undefined || baselineState === undefined ? {} : { baselineState }),
      ...(exception === undefined ? {} : { suppressions: [suppression(exception)] }),
    };
    yield `${separator}${stringify({ ...resultData(finding, indices.get(finding.check) ?? -1, positions.get(finding)), ...settled })}`;
    separator = ',\n';
  }
  yield '\n]}]}\n';
}

interface Result {
  readonly finding: Finding;
  readonly exception?: Exception;
  readonly baselineState?: 'new' | 'unchanged';
}

function suppression({ reason, owner, approver, ticket, expires }: Exception) {
  const details = [`owner ${owner}`, `approved by ${approver}`, ...(ticket === undefined ? [] : [ticket]), `until ${expires}`];
  return { kind: 'external', status: 'accepted', justification: `${reason} (${details.join(', ')})` };
}

function ruleData(check: Check) {
  return {
    id: check.id,
    shortDescription: { text: check.title },
    fullDescription: { text: check.why },
    help: { text: `${check.remedy}\n\n${check.references.join('\n')}` },
    helpUri: check.references[0],
    defaultConfiguration: { level: levels[check.severity] },
    properties: {
      'security-severity': scores[check.severity],
      tags: ['security', check.layer, ...check.threats],
    },
  };
}

const levels: Readonly<Record<Severity, string>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note', info: 'note' };

// The bands in which code hosts read the score: above 9 critical, above 7 high, above 4 medium.
const scores: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0', info: '1.0' };

function resultData(finding: Finding, ruleIndex: number, position: Position | undefined) {
  const { check, verdict, object, origin, detail, reason } = finding;
  const unknown = verdict === 'unknown';
  const logicalLocations = [{ fullyQualifiedName: `${displayName(object)}${fullPath(finding)}`, kind: 'object' }];
  const physicalLocation =
    origin.kind === 'file'
      ? {
          artifactLocation: { uri: encodeURI(origin.source.replaceAll('\\', '/')) },
          ...(position === undefined
            ? {}
            : {
                region: {
                  startLine: position.line,
                  startColumn: position.column,
                  endLine: position.endLine,
                  endColumn: position.endColumn,
                },
              }),
        }
      : undefined;
  return {
    ruleId: check,
    ruleIndex,
    kind: unknown ? 'open' : 'fail',
    level: unknown ? 'none' : levels[finding.severity],
    message: { text: `${displayName(object)}: ${detail === '' ? reason : detail}` },
    locations: [{ ...(physicalLocation === undefined ? {} : { physicalLocation }), logicalLocations }],
    partialFingerprints: { 'rampart/v1': fingerprintOf(finding) },
  };
}

function notification({ source, line, column, reason, code }: Problem) {
  const region = line === undefined ? {} : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } };
  return {
    level: 'error',
    descriptor: { id: code },
    message: { text: reason },
    locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(source.replaceAll('\\', '/')) }, ...region } }],
  };
}
