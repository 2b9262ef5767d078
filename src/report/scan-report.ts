// SPDX-License-Identifier: Apache-2.0
import type { Inventory } from '../model/inventory.ts';
import type { Origin } from '../model/object.ts';
import type { Problem } from '../model/problem.ts';
import { holdsSecrets } from '../model/redact.ts';
import type { Labels } from '../model/selector.ts';
import type { KubernetesVersion } from '../model/version.ts';
import { compare, fingerprint, type KnownFinding } from '../posture/baseline.ts';
import { type Check, type Layer, type Severity, severities, type Threat } from '../posture/check.ts';
import { accept, type AcceptedFinding, type Exception, type ExceptionUse, type InvalidException } from '../posture/exceptions.ts';
import { isControlPlanePod } from '../posture/facts/control-plane.ts';
import type { Evaluation, Finding, Tally } from '../posture/finding.ts';
import type { AskedQuestion } from '../posture/question.ts';
import { markSameCause } from '../posture/same-cause.ts';
import { type Coverage, coverageByLayer, coverageByThreat } from './coverage.ts';
import { fullPath } from './quote.ts';
import { count } from './style.ts';

/** All that a scan has to say; every format is a rendering of this. */
export interface ScanReport {
  readonly rampartVersion: string;
  /** The command line's paths, as typed. */
  readonly targets: readonly string[];
  readonly kubernetesVersion: KubernetesVersion;
  /** The context of the cluster that objects were read from; absent where all are from files. */
  readonly cluster?: string;
  /** True where a cluster shows no Pod of its control plane: a managed one, or one that runs without kubelets. */
  readonly controlPlaneUnseen: boolean;
  readonly checks: ReadonlyMap<string, Check>;
  readonly tallies: ReadonlyMap<string, Tally>;
  /** What a benchmark leaves to people, with the evidence; absent where none was asked for. */
  readonly questions?: readonly AskedQuestion[];
  /** What is open: neither accepted nor known from the baseline. */
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
  readonly exceptions: readonly ExceptionUse[];
  readonly invalidExceptions: readonly InvalidException[];
  /** What stood in the baseline already; absent without a baseline. */
  readonly baseline?: { readonly known: readonly Finding[]; readonly gone: number };
  readonly configuration?: Configuration;
  readonly problems: readonly Problem[];
  /** Where the objects stand whose text must not be quoted. */
  readonly secretOrigins: readonly Origin[];
  readonly counts: {
    readonly files: number;
    readonly objects: number;
    readonly workloads: number;
    readonly passedOver: number;
    /** Open findings, one cause once. */
    readonly bySeverity: Readonly<Record<Severity, number>>;
    readonly unknown: number;
  };
  readonly layers: readonly Coverage<Layer>[];
  readonly threats: readonly Coverage<Threat>[];
}

/** What of the findings somebody has dealt with already. */
export interface Settlement {
  readonly exceptions?: readonly Exception[];
  readonly invalidExceptions?: readonly InvalidException[];
  readonly baseline?: readonly KnownFinding[];
  /** The time at which exceptions are in force, in milliseconds since 1970. */
  readonly now: number;
}

/** The project's own settings that the scan obeyed. */
export interface Configuration {
  readonly file: string;
  /** Ids of checks that it switches off. */
  readonly checksOff: readonly string[];
}

export interface ScanResult {
  readonly rampartVersion: string;
  readonly targets: readonly string[];
  readonly files: number;
  readonly inventory: Inventory;
  readonly checks: readonly Check[];
  readonly evaluation: Evaluation;
  readonly questions?: readonly AskedQuestion[];
  /** The inventory's problems and those found while deciding. */
  readonly problems: readonly Problem[];
  readonly settlement?: Settlement;
  readonly configuration?: Configuration;
}

/** Coverage and tallies count what was found; what is accepted or known is taken out of the findings alone. */
export function scanReport(result: ScanResult): ScanReport {
  const { inventory, checks, evaluation, problems, settlement = { now: 0 } } = result;
  const { open, accepted, uses } = accept(evaluation.findings, settlement.exceptions ?? [], labelsIn(inventory), settlement.now);
  const { fresh, known, gone } = compare(open, settlement.baseline ?? [], fingerprintOf);
  // Where nothing is settled all is marked already, and of a large cluster a copy of every finding would be held.
  const isWhole = fresh.length === evaluation.findings.length;
  const findings = isWhole ? evaluation.findings : markSameCause(fresh.map(unmarked), checks);
  const failed = findings.filter(({ verdict }) => verdict === 'fail');
  return {
    rampartVersion: result.rampartVersion,
    targets: result.targets,
    kubernetesVersion: inventory.version,
    ...(inventory.cluster === undefined ? {} : { cluster: inventory.cluster }),
    controlPlaneUnseen: isControlPlaneUnseen(inventory),
    checks: new Map(checks.map((check) => [check.id, check])),
    tallies: evaluation.tallies,
    ...(result.questions === undefined ? {} : { questions: result.questions }),
    findings,
    accepted,
    exceptions: uses,
    invalidExceptions: settlement.invalidExceptions ?? [],
    ...(settlement.baseline === undefined ? {} : { baseline: { known, gone } }),
    ...(result.configuration === undefined ? {} : { configuration: result.configuration }),
    problems,
    secretOrigins: inventory.objects.filter(holdsSecrets).map(({ origin }) => origin),
    counts: {
      files: result.files,
      objects: inventory.objects.length,
      workloads: inventory.workloads.length,
      passedOver: inventory.passedOver,
      bySeverity: bySeverity(failed.filter(({ sameCauseAs }) => sameCauseAs === undefined)),
      unknown: findings.length - failed.length,
    },
    layers: coverageByLayer(checks, evaluation.tallies),
    threats: coverageByThreat(checks, evaluation.tallies),
  };
}

/** What said the same as a finding that is settled by now speaks for itself. */
function unmarked({ sameCauseAs: _, ...finding }: Finding): Finding {
  return finding;
}

function isControlPlaneUnseen({ cluster, scope, objects, gaps }: Inventory): boolean {
  if (cluster === undefined || scope !== undefined || objects.length === 0 || gaps.some(({ kind }) => kind === 'Pod')) return false;
  return !objects.some(isControlPlanePod);
}

export function fingerprintOf(finding: Finding): string {
  return fingerprint(finding.check, finding.object, fullPath(finding));
}

/** An object's origin is its own, so it leads from a finding back to the object. */
function labelsIn({ objects }: Inventory): (finding: Finding) => Labels {
  let byOrigin: Map<Origin, Labels> | undefined;
  return ({ origin }) => {
    byOrigin ??= new Map(objects.map((object) => [object.origin, object.labels]));
    return byOrigin.get(origin) ?? {};
  };
}

/** What is not among the open findings, and why: a line each. */
export function settledLines({ accepted, baseline, configuration, controlPlaneUnseen }: ScanReport): string[] {
  return [
    ...(controlPlaneUnseen ? ['the control plane is not observable: the cluster shows no Pod of it, so nothing is said of its flags'] : []),
    ...(configuration !== undefined && configuration.checksOff.length > 0
      ? [`${count(configuration.checksOff.length, 'check')} switched off by ${configuration.file}`]
      : []),
    ...(accepted.length > 0 ? [`${count(accepted.length, 'finding')} accepted by exceptions, not counted above`] : []),
    ...(baseline === undefined
      ? []
      : [
          `only what is new is counted above: ${count(baseline.known.length, 'finding')} known from the baseline, ${baseline.gone.toLocaleString('en-US')} of it gone`,
        ]),
  ];
}

function bySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

/** True where a failed finding is at least as severe as the threshold. */
export function reaches(report: ScanReport, threshold: Severity): boolean {
  const counting = severities.slice(0, severities.indexOf(threshold) + 1);
  return report.findings.some(({ verdict, severity }) => verdict === 'fail' && counting.includes(severity));
}
