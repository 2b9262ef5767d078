// SPDX-License-Identifier: Apache-2.0
import { formatVersion } from '../model/version.ts';
import type { Finding } from '../posture/finding.ts';
import type { Coverage } from './coverage.ts';
import { type Position, positionsOf, type TextOf } from './places.ts';
import { fullPath } from './quote.ts';
import type { ScanReport } from './scan-report.ts';
import { stringify } from './stringify.ts';

/**
 * The report as JSON, of the form that docs/schema/report.json describes, in pieces. One finding a line: easy to grep
 * and to diff.
 */
export function* renderJson(report: ScanReport, textOf: TextOf): Generator<string> {
  yield stringify(reportHead(report), 2).replace(/\n\}$/, ',\n  "findings": [');
  const positions = positionsOf(report.findings, textOf);
  let separator = '\n';
  for (const finding of report.findings) {
    yield `${separator}    ${stringify(findingData(finding, positions.get(finding), report))}`;
    separator = ',\n';
  }
  yield `${report.findings.length === 0 ? '' : '\n  '}]\n}\n`;
}

/** All but the findings. */
function reportHead(report: ScanReport) {
  const { counts } = report;
  return {
    schema: 'rampart.dev/report/v1',
    rampart: report.rampartVersion,
    kubernetes: formatVersion(report.kubernetesVersion),
    targets: report.targets,
    summary: {
      files: counts.files,
      objects: counts.objects,
      workloads: counts.workloads,
      passedOver: counts.passedOver,
      findings: counts.bySeverity,
      unknown: counts.unknown,
      complete: report.problems.length === 0 && counts.unknown === 0,
      layers: report.layers.map(coverageData),
      threats: report.threats.map(coverageData),
    },
    checks: [...report.checks.values()].map(({ id, title, severity, layer, threats, aliases }) => ({
      id,
      title,
      severity,
      layer,
      threats,
      aliases,
      ...report.tallies.get(id),
    })),
    problems: report.problems,
  };
}

// Absent shares are null, so that a reader cannot take "no data" for a missing field.
function coverageData({ name, pass, fail, unknown, coverage, compliance, capped }: Coverage<string>) {
  return { name, pass, fail, unknown, coverage: coverage ?? null, compliance: compliance ?? null, capped: capped ?? false };
}

function findingData(finding: Finding, position: Position | undefined, report: ScanReport) {
  const { check, verdict, severity, object, origin, path, absent, reason, detail, evidence, remedy, missing } = finding;
  return {
    check,
    verdict,
    severity,
    title: report.checks.get(check)?.title ?? check,
    object,
    path,
    ...(absent.length === 0 ? {} : { absent: fullPath(finding) }),
    origin:
      origin.kind === 'file'
        ? { kind: 'file', file: origin.source, line: position?.line ?? null, column: position?.column ?? null }
        : { kind: 'cluster', context: origin.context, resourceVersion: origin.resourceVersion },
    reason,
    detail,
    ...(evidence === undefined ? {} : { evidence }),
    remedy: remedy ?? null,
    ...(missing === undefined ? {} : { missing }),
  };
}
