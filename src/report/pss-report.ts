// SPDX-License-Identifier: Apache-2.0
import {
  type ControlViolation,
  defaultedPod,
  evaluatePod,
  formatLevelVersion,
  type Level,
  levels,
  type NamespacePolicy,
  policyOf,
  strictestLevel,
  versionOnServer,
} from '../engines/pod-security/index.ts';
import { type Inventory, objectsOfKind } from '../model/inventory.ts';
import { type ObjectRef, type Origin } from '../model/object.ts';
import type { Problem } from '../model/problem.ts';
import { formatVersion, type KubernetesVersion } from '../model/version.ts';
import type { Workload } from '../model/workload.ts';

/** What the Pod Security Standards say of an inventory, at one version. */
export interface PssReport {
  readonly version: KubernetesVersion;
  readonly namespaces: readonly NamespaceVerdict[];
  readonly problems: readonly Problem[];
}

export interface NamespaceVerdict {
  /** '' for workloads that name none. */
  readonly namespace: string;
  /** What the namespace's labels ask for; absent where the inventory has no such Namespace. */
  readonly policy?: NamespacePolicy;
  /** The strictest level at which no workload would be refused; absent where some could not be judged. */
  readonly couldTake?: Level;
  readonly workloads: readonly WorkloadVerdict[];
}

export interface WorkloadVerdict {
  readonly object: ObjectRef;
  readonly origin: Origin;
  /** The strictest level the workload satisfies; absent where its template could not be decoded. */
  readonly satisfies?: Level;
  /** What breaks baseline, and what breaks restricted only. */
  readonly baseline: readonly ControlViolation[];
  readonly restricted: readonly ControlViolation[];
  /** True where the namespace's labels refuse these pods today. */
  readonly refusedToday: boolean;
}

export function pssReport(inventory: Inventory, problems: readonly Problem[]): PssReport {
  const labels = new Map(objectsOfKind(inventory, 'Namespace', '').map((object) => [object.name, object.labels]));
  const byNamespace = Map.groupBy(inventory.workloads, ({ object }) => object.namespace);
  for (const name of labels.keys()) if (!byNamespace.has(name)) byNamespace.set(name, []);
  const names = [...byNamespace.keys()].toSorted();
  return {
    version: inventory.version,
    namespaces: names.map((name) => namespaceVerdict(name, labels.get(name), byNamespace.get(name) ?? [], inventory.version)),
    problems,
  };
}

function namespaceVerdict(
  namespace: string,
  labels: Readonly<Record<string, string>> | undefined,
  workloads: readonly Workload[],
  version: KubernetesVersion,
): NamespaceVerdict {
  const policy = labels === undefined ? undefined : policyOf(labels);
  const decided = workloads.every(({ wrongTypes }) => wrongTypes.length === 0);
  return {
    namespace,
    ...(policy === undefined ? {} : { policy }),
    ...(decided ? { couldTake: strictestLevel(workloads.map(defaultedPod), version) } : {}),
    workloads: workloads.map((workload) => workloadVerdict(workload, policy, version)),
  };
}

function workloadVerdict(workload: Workload, policy: NamespacePolicy | undefined, version: KubernetesVersion): WorkloadVerdict {
  const { apiVersion, kind, namespace, name, origin } = workload.object;
  // What is refused is the Pod that a controller makes, and the API server defaults that before it judges.
  const pod = defaultedPod(workload);
  const baseline = evaluatePod({ level: 'baseline', version }, pod).violations;
  const restricted = evaluatePod({ level: 'restricted', version }, pod).violations;
  const known = new Set(baseline.map(({ control }) => control));
  const decided = workload.wrongTypes.length === 0;
  const enforce = policy?.policy.enforce;
  return {
    object: { apiVersion, kind, namespace, name },
    origin,
    ...(decided ? { satisfies: restricted.length === 0 ? 'restricted' : baseline.length === 0 ? 'baseline' : 'privileged' } : {}),
    baseline,
    restricted: restricted.filter(({ control }) => !known.has(control)),
    refusedToday:
      enforce !== undefined && !evaluatePod({ level: enforce.level, version: versionOnServer(enforce.version, version) }, pod).allowed,
  };
}

/** Workloads that a level refuses. */
export function refusedAt(report: PssReport, level: Level): readonly WorkloadVerdict[] {
  return report.namespaces.flatMap(({ workloads }) =>
    workloads.filter(({ satisfies }) => satisfies !== undefined && levels.indexOf(satisfies) < levels.indexOf(level)),
  );
}

/** True where some workload could not be judged. */
export function isUndecided(report: PssReport): boolean {
  return report.namespaces.some(({ workloads }) => workloads.some(({ satisfies }) => satisfies === undefined));
}

/** The report as JSON data. */
export function pssData(report: PssReport) {
  const violations = (found: readonly ControlViolation[]) =>
    found.map(({ control, reason, detail, paths }) => ({ control, reason, detail, paths }));
  return {
    schema: 'rampart.dev/pss/v1',
    version: formatVersion(report.version),
    complete: report.problems.length === 0 && !isUndecided(report),
    namespaces: report.namespaces.map(({ namespace, policy, couldTake, workloads }) => ({
      namespace,
      enforce: policy === undefined ? null : formatLevelVersion(policy.policy.enforce),
      labelErrors: policy?.errors ?? [],
      couldTake: couldTake ?? null,
      workloads: workloads.map(({ object, origin, satisfies, baseline, restricted, refusedToday }) => ({
        object,
        file: origin.kind === 'file' ? origin.source : null,
        verdict: satisfies === undefined ? 'unknown' : 'decided',
        satisfies: satisfies ?? null,
        refusedToday,
        violations: { baseline: violations(baseline), restricted: violations(restricted) },
      })),
    })),
    problems: report.problems,
  };
}
