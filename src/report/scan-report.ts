// SPDX-License-Identifier: Apache-2.0
import type { Inventory } from '../model/inventory.ts';
import type { Origin } from '../model/object.ts';
import type { Problem } from '../model/problem.ts';
import { holdsSecrets } from '../model/redact.ts';
import type { KubernetesVersion } from '../model/version.ts';
import { type Check, type Layer, type Severity, severities, type Threat } from '../posture/check.ts';
import type { Evaluation, Finding, Tally } from '../posture/finding.ts';
import { type Coverage, coverageByLayer, coverageByThreat } from './coverage.ts';

/** All that a scan has to say; every format is a rendering of this. */
export interface ScanReport {
  readonly rampartVersion: string;
  /** The command line's paths, as typed. */
  readonly targets: readonly string[];
  readonly kubernetesVersion: KubernetesVersion;
  readonly checks: ReadonlyMap<string, Check>;
  readonly tallies: ReadonlyMap<string, Tally>;
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  /** Where the objects stand whose text must not be quoted. */
  readonly secretOrigins: readonly Origin[];
  readonly counts: {
    readonly files: number;
    readonly objects: number;
    readonly workloads: number;
    readonly passedOver: number;
    readonly bySeverity: Readonly<Record<Severity, number>>;
    readonly unknown: number;
  };
  readonly layers: readonly Coverage<Layer>[];
  readonly threats: readonly Coverage<Threat>[];
}

export interface ScanResult {
  readonly rampartVersion: string;
  readonly targets: readonly string[];
  readonly files: number;
  readonly inventory: Inventory;
  readonly checks: readonly Check[];
  readonly evaluation: Evaluation;
  /** The inventory's problems and those found while deciding. */
  readonly problems: readonly Problem[];
}

export function scanReport(result: ScanResult): ScanReport {
  const { inventory, checks, evaluation, problems } = result;
  const failed = evaluation.findings.filter(({ verdict }) => verdict === 'fail');
  return {
    rampartVersion: result.rampartVersion,
    targets: result.targets,
    kubernetesVersion: inventory.version,
    checks: new Map(checks.map((check) => [check.id, check])),
    tallies: evaluation.tallies,
    findings: evaluation.findings,
    problems,
    secretOrigins: inventory.objects.filter(holdsSecrets).map(({ origin }) => origin),
    counts: {
      files: result.files,
      objects: inventory.objects.length,
      workloads: inventory.workloads.length,
      passedOver: inventory.passedOver,
      bySeverity: bySeverity(failed),
      unknown: evaluation.findings.length - failed.length,
    },
    layers: coverageByLayer(checks, evaluation.tallies),
    threats: coverageByThreat(checks, evaluation.tallies),
  };
}

function bySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

/** True where a failed finding is at least as severe as the threshold. */
export function reaches(report: ScanReport, threshold: Severity): boolean {
  return severities.slice(0, severities.indexOf(threshold) + 1).some((severity) => report.counts.bySeverity[severity] > 0);
}
