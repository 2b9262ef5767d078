// SPDX-License-Identifier: Apache-2.0
import {
  type AdmissionConfiguration,
  type ControlViolation,
  defaultConfiguration,
  defaultedPod,
  evaluateAdmission,
  evaluatePod,
  formatLevelVersion,
  type Level,
  levels,
  type NamespacePolicy,
  policyOf,
  readConfiguration,
  strictestLevel,
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
  /** What the namespace's labels ask for, or the cluster's defaults; absent where the inventory has no such Namespace. */
  readonly policy?: NamespacePolicy;
  /** True where the cluster's configuration exempts the namespace. */
  readonly exempt: boolean;
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
  /** The API server's message, where it refuses these pods by the namespace's labels and the cluster's configuration. */
  readonly refusedToday?: string;
}

export function pssReport(inventory: Inventory, problems: readonly Problem[]): PssReport {
  const { version } = inventory;
  const labels = new Map(objectsOfKind(inventory, 'Namespace', '').map((object) => [object.name, object.labels]));
  const byNamespace = Map.groupBy(inventory.workloads, ({ object }) => object.namespace);
  for (const name of labels.keys()) if (!byNamespace.has(name)) byNamespace.set(name, []);
  const configuration = configurationIn(inventory);
  return {
    version,
    namespaces: [...byNamespace]
      .map(([name, workloads]) => namespaceVerdict(name, labels.get(name), workloads, configuration))
      .toSorted((a, b) => (a.namespace < b.namespace ? -1 : 1)),
    problems,
  };
}

/** The cluster's configuration, where exactly one is in the inventory: of several nobody knows which is in force. */
function configurationIn({ configurations, version }: Inventory): AdmissionConfiguration {
  const found = configurations.flatMap(({ body }) => readConfiguration(body, version) ?? []);
  return found.length === 1 && found[0] !== undefined ? found[0] : { ...defaultConfiguration, server: version };
}

function namespaceVerdict(
  namespace: string,
  labels: Readonly<Record<string, string>> | undefined,
  workloads: readonly Workload[],
  configuration: AdmissionConfiguration,
): NamespaceVerdict {
  const decided = workloads.every(({ wrongTypes }) => wrongTypes.length === 0);
  return {
    namespace,
    ...(labels === undefined ? {} : { policy: policyOf(labels, configuration.defaults) }),
    exempt: configuration.exemptions.namespaces.includes(namespace),
    ...(decided ? { couldTake: strictestLevel(workloads.map(defaultedPod), configuration.server) } : {}),
    workloads: workloads.map((workload) => workloadVerdict(workload, labels, configuration)),
  };
}

function workloadVerdict(
  workload: Workload,
  labels: Readonly<Record<string, string>> | undefined,
  configuration: AdmissionConfiguration,
): WorkloadVerdict {
  const { apiVersion, kind, namespace, name, origin } = workload.object;
  const version = configuration.server;
  // What is refused is the Pod that a controller makes, and the API server defaults that before it judges.
  const pod = defaultedPod(workload);
  const baseline = evaluatePod({ level: 'baseline', version }, pod).violations;
  const restricted = evaluatePod({ level: 'restricted', version }, pod).violations;
  const known = new Set(baseline.map(({ control }) => control));
  const decided = workload.wrongTypes.length === 0;
  const request = { operation: 'CREATE', resource: 'pods', name, username: creatorOf(kind), pod: workload } as const;
  const answer = labels && decided ? evaluateAdmission({ ...request, namespace: { name: namespace, labels } }, configuration) : undefined;
  return {
    object: { apiVersion, kind, namespace, name },
    origin,
    ...(decided ? { satisfies: restricted.length > 0 ? (baseline.length > 0 ? 'privileged' : 'baseline') : 'restricted' } : {}),
    baseline,
    restricted: restricted.filter(({ control }) => !known.has(control)),
    ...(answer?.allowed === false ? { refusedToday: answer.message ?? '' } : {}),
  };
}

const controllers: Readonly<Record<string, string>> = {
  Deployment: 'replicaset-controller',
  ReplicaSet: 'replicaset-controller',
  ReplicationController: 'replication-controller',
  StatefulSet: 'statefulset-controller',
  DaemonSet: 'daemon-set-controller',
  Job: 'job-controller',
  CronJob: 'job-controller',
};

/** Who makes the pods of a kind of workload: exemptions of users are about these accounts. */
function creatorOf(kind: string): string {
  const controller = Object.hasOwn(controllers, kind) ? controllers[kind] : undefined;
  return controller === undefined ? '' : `system:serviceaccount:kube-system:${controller}`;
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
    namespaces: report.namespaces.map(({ namespace, policy, exempt, couldTake, workloads }) => ({
      namespace,
      enforce: policy === undefined ? null : formatLevelVersion(policy.policy.enforce),
      exempt,
      labelErrors: policy?.errors ?? [],
      couldTake: couldTake ?? null,
      workloads: workloads.map(({ object, origin, satisfies, baseline, restricted, refusedToday }) => ({
        object,
        file: origin.kind === 'file' ? origin.source : null,
        verdict: satisfies === undefined ? 'unknown' : 'decided',
        satisfies: satisfies ?? null,
        refusedToday: refusedToday ?? null,
        violations: { baseline: violations(baseline), restricted: violations(restricted) },
      })),
    })),
    problems: report.problems,
  };
}
