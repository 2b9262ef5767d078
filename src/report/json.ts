// SPDX-License-Identifier: Apache-2.0
import type { Origin } from '../model/object.ts';
import { formatVersion } from '../model/version.ts';
import { remedyClass } from '../posture/check.ts';
import { exceptionData } from '../posture/exceptions.ts';
import type { Finding } from '../posture/finding.ts';
import type { EvidencePlace } from '../posture/question.ts';
import type { Coverage } from './coverage.ts';
import { type Position, positionsOf, type TextOf } from './places.ts';
import { fullPath } from './quote.ts';
import { askedOf } from './recommendations.ts';
import type { ScanReport } from './scan-report.ts';
import { stringify } from './stringify.ts';

/**
 * The report as JSON, of the form that docs/schema/report.json describes, in pieces. One finding a line: easy to grep
 * and to diff.
 */
export function* renderJson(report: ScanReport, textOf: TextOf): Generator<string> {
  yield stringify(reportHead(report), 2).replace(/\n\}$/, ',\n  "findings": [');
  const known = report.baseline?.known ?? [];
  const positions = positionsOf([...report.findings, ...known, ...report.accepted.map(({ finding }) => finding)], textOf);
  const data = (finding: Finding) => findingData(finding, positions.get(finding), report);
  yield* lines(report.findings, data);
  if (report.baseline !== undefined) {
    yield '],\n  "known": [';
    yield* lines(known, data);
  }
  yield '],\n  "accepted": [';
  yield* lines(report.accepted, ({ finding, exception }) => ({ ...data(finding), exception: exception.name }));
  if (report.questions !== undefined) {
    yield '],\n  "questions": [';
    const asked = askedOf(report);
    const places = positionsOf(
      asked.flatMap((item) => item.asked.facts.flatMap((fact) => fact.places)),
      textOf,
    );
    yield* lines(asked, (item) => questionData(item, places));
  }
  yield ']\n}\n';
}

/** The items of a list, one a line. */
function* lines<T>(items: readonly T[], data: (item: T) => unknown): Generator<string> {
  let separator = '\n';
  for (const item of items) {
    yield `${separator}    ${stringify(data(item))}`;
    separator = ',\n';
  }
  if (items.length > 0) yield '\n  ';
}

/** All but the findings. */
function reportHead(report: ScanReport) {
  const { counts } = report;
  return {
    schema: 'rampart.dev/report/v1',
    rampart: report.rampartVersion,
    kubernetes: formatVersion(report.kubernetesVersion),
    targets: report.targets,
    ...(report.configuration === undefined ? {} : { configuration: report.configuration }),
    summary: {
      files: counts.files,
      objects: counts.objects,
      workloads: counts.workloads,
      passedOver: counts.passedOver,
      findings: counts.bySeverity,
      unknown: counts.unknown,
      accepted: report.accepted.length,
      ...(report.baseline === undefined ? {} : { known: report.baseline.known.length, gone: report.baseline.gone }),
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
    exceptions: [
      ...report.exceptions.map(({ exception, status, matched }) => ({ ...exceptionData(exception), status, matched })),
      ...report.invalidExceptions.map(({ name, faults }) => ({ name, status: 'invalid', faults })),
    ],
    problems: report.problems,
  };
}

// Absent shares are null, so that a reader cannot take "no data" for a missing field.
function coverageData({ name, pass, fail, unknown, coverage, compliance, capped }: Coverage<string>) {
  return { name, pass, fail, unknown, coverage: coverage ?? null, compliance: compliance ?? null, capped: capped ?? false };
}

function findingData(finding: Finding, position: Position | undefined, report: ScanReport) {
  const { check, verdict, severity, object, origin, path, absent, reason, detail, evidence, remedy, missing, sameCauseAs } = finding;
  return {
    check,
    verdict,
    severity,
    title: report.checks.get(check)?.title ?? check,
    object,
    path,
    ...(absent.length === 0 ? {} : { absent: fullPath(finding) }),
    origin: originData(origin, position),
    reason,
    detail,
    ...(evidence === undefined ? {} : { evidence }),
    remedy: remedy === undefined ? null : remedy.kind === 'patch' ? { ...remedy, class: remedyClass(remedy) } : remedy,
    ...(missing === undefined ? {} : { missing }),
    ...(sameCauseAs === undefined ? {} : { sameCauseAs }),
  };
}

function originData(origin: Origin, position: Position | undefined) {
  return origin.kind === 'file'
    ? { kind: 'file', file: origin.source, line: position?.line ?? null, column: position?.column ?? null }
    : { kind: 'cluster', context: origin.context, resourceVersion: origin.resourceVersion };
}

/** A question with all of its evidence; what checks say of the same number stands beside it. */
function questionData({ asked, decided, status }: ReturnType<typeof askedOf>[number], positions: ReadonlyMap<EvidencePlace, Position>) {
  const { question, facts, missing } = asked;
  const placeData = (place: EvidencePlace) => ({
    object: place.object,
    path: place.path,
    origin: originData(place.origin, positions.get(place)),
    ...(place.detail === '' ? {} : { detail: place.detail }),
  });
  return {
    id: question.id,
    question: question.question,
    good: question.good,
    layer: question.layer,
    status,
    checks: decided.map((verdict) => ({ id: verdict.check.id, status: verdict.status })),
    facts: facts.map(({ text, places }) => ({ text, places: places.map(placeData) })),
    missing,
  };
}
