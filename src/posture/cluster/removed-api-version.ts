// SPDX-License-Identifier: Apache-2.0
// Reads apiVersion and kind of what files hold: from the release that removed a version on, it is not allowed. A version that is
// deprecated and still served is. A cluster hands out every object at a version that it serves, so nothing of one is judged.
import { groupOf } from '../../model/object.ts';
import { compareVersions, formatVersion, type KubernetesVersion } from '../../model/version.ts';
import { defineCheck, type Remedy } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';

interface Removal {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  /** The first minor release of Kubernetes 1 without it. */
  readonly removedIn: number;
  /** The version that took its place; it may be removed later itself. Absent where nothing did. */
  readonly use?: string;
  /** What has to be rewritten for it; absent where the fields are the same. */
  readonly changes?: string;
  /** What to review although the fields are the same. */
  readonly note?: string;
}

const appsChanges = 'spec.selector is required, spec.rollbackTo is gone, and defaults of the update strategy and the history differ.';
const ingressChanges =
  'backend is defaultBackend, serviceName and servicePort are service.name and service.port, and each path needs a pathType.';
const webhookChanges =
  'each webhook needs sideEffects (None or NoneOnDryRun) and admissionReviewVersions; failurePolicy is Fail by default, not Ignore.';
const sharesRenamed = 'spec.limited.assuredConcurrencyShares is nominalConcurrencyShares.';
const roles = ['ClusterRole', 'Role'] as const;
const bindings = ['ClusterRoleBinding', 'RoleBinding'] as const;

/** https://kubernetes.io/docs/reference/using-api/deprecation-guide/ */
const removals: readonly Removal[] = [
  {
    apiVersion: 'extensions/v1beta1',
    kinds: ['DaemonSet', 'Deployment', 'ReplicaSet'],
    removedIn: 16,
    use: 'apps/v1',
    changes: appsChanges,
  },
  { apiVersion: 'extensions/v1beta1', kinds: ['NetworkPolicy'], removedIn: 16, use: 'networking.k8s.io/v1' },
  { apiVersion: 'extensions/v1beta1', kinds: ['PodSecurityPolicy'], removedIn: 16, use: 'policy/v1beta1' },
  { apiVersion: 'extensions/v1beta1', kinds: ['Ingress'], removedIn: 22, use: 'networking.k8s.io/v1', changes: ingressChanges },
  { apiVersion: 'apps/v1beta1', kinds: ['Deployment', 'ReplicaSet', 'StatefulSet'], removedIn: 16, use: 'apps/v1', changes: appsChanges },
  { apiVersion: 'apps/v1beta2', kinds: ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'], removedIn: 16, use: 'apps/v1' },
  {
    apiVersion: 'admissionregistration.k8s.io/v1beta1',
    kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    removedIn: 22,
    use: 'admissionregistration.k8s.io/v1',
    changes: webhookChanges,
  },
  {
    apiVersion: 'apiextensions.k8s.io/v1beta1',
    kinds: ['CustomResourceDefinition'],
    removedIn: 22,
    use: 'apiextensions.k8s.io/v1',
    changes: 'version, validation, subresources and printer columns stand in spec.versions, and each version needs a structural schema.',
  },
  { apiVersion: 'apiregistration.k8s.io/v1beta1', kinds: ['APIService'], removedIn: 22, use: 'apiregistration.k8s.io/v1' },
  {
    apiVersion: 'certificates.k8s.io/v1beta1',
    kinds: ['CertificateSigningRequest'],
    removedIn: 22,
    use: 'certificates.k8s.io/v1',
    changes: 'spec.signerName and spec.usages are required.',
  },
  { apiVersion: 'coordination.k8s.io/v1beta1', kinds: ['Lease'], removedIn: 22, use: 'coordination.k8s.io/v1' },
  { apiVersion: 'networking.k8s.io/v1beta1', kinds: ['Ingress'], removedIn: 22, use: 'networking.k8s.io/v1', changes: ingressChanges },
  { apiVersion: 'networking.k8s.io/v1beta1', kinds: ['IngressClass'], removedIn: 22, use: 'networking.k8s.io/v1' },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1alpha1',
    kinds: bindings,
    removedIn: 22,
    use: 'rbac.authorization.k8s.io/v1',
    changes: 'subjects name an apiGroup, not an apiVersion.',
  },
  { apiVersion: 'rbac.authorization.k8s.io/v1alpha1', kinds: roles, removedIn: 22, use: 'rbac.authorization.k8s.io/v1' },
  { apiVersion: 'rbac.authorization.k8s.io/v1beta1', kinds: [...bindings, ...roles], removedIn: 22, use: 'rbac.authorization.k8s.io/v1' },
  { apiVersion: 'scheduling.k8s.io/v1beta1', kinds: ['PriorityClass'], removedIn: 22, use: 'scheduling.k8s.io/v1' },
  {
    apiVersion: 'storage.k8s.io/v1beta1',
    kinds: ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'],
    removedIn: 22,
    use: 'storage.k8s.io/v1',
  },
  { apiVersion: 'storage.k8s.io/v1beta1', kinds: ['CSIStorageCapacity'], removedIn: 27, use: 'storage.k8s.io/v1' },
  { apiVersion: 'audit.k8s.io/v1alpha1', kinds: ['Policy'], removedIn: 24, use: 'audit.k8s.io/v1' },
  { apiVersion: 'audit.k8s.io/v1beta1', kinds: ['Policy'], removedIn: 24, use: 'audit.k8s.io/v1' },
  { apiVersion: 'batch/v1beta1', kinds: ['CronJob'], removedIn: 25, use: 'batch/v1' },
  {
    apiVersion: 'discovery.k8s.io/v1beta1',
    kinds: ['EndpointSlice'],
    removedIn: 25,
    use: 'discovery.k8s.io/v1',
    changes: 'topology of an endpoint is nodeName and zone.',
  },
  {
    apiVersion: 'events.k8s.io/v1beta1',
    kinds: ['Event'],
    removedIn: 25,
    use: 'events.k8s.io/v1',
    changes: 'action, reason, reportingController and reportingInstance are required.',
  },
  {
    apiVersion: 'policy/v1beta1',
    kinds: ['PodDisruptionBudget'],
    removedIn: 25,
    use: 'policy/v1',
    note: 'An empty selector selected no Pod; in policy/v1 it selects every Pod of the namespace.',
  },
  {
    apiVersion: 'policy/v1beta1',
    kinds: ['PodSecurityPolicy'],
    removedIn: 25,
    changes: 'Nothing serves PodSecurityPolicy: label the namespaces for Pod Security admission, or use a ValidatingAdmissionPolicy.',
  },
  { apiVersion: 'node.k8s.io/v1beta1', kinds: ['RuntimeClass'], removedIn: 25, use: 'node.k8s.io/v1' },
  {
    apiVersion: 'autoscaling/v2beta1',
    kinds: ['HorizontalPodAutoscaler'],
    removedIn: 25,
    use: 'autoscaling/v2',
    changes: 'a metric has a target with a type: targetAverageUtilization is target.averageUtilization.',
  },
  { apiVersion: 'autoscaling/v2beta2', kinds: ['HorizontalPodAutoscaler'], removedIn: 26, use: 'autoscaling/v2' },
  ...flowControl('v1beta1', 26, 'v1beta3', sharesRenamed),
  ...flowControl('v1beta2', 29, 'v1', sharesRenamed),
  ...flowControl('v1beta3', 32, 'v1'),
];

function flowControl(version: string, removedIn: number, next: string, changes?: string): Removal[] {
  const common = { apiVersion: `flowcontrol.apiserver.k8s.io/${version}`, removedIn, use: `flowcontrol.apiserver.k8s.io/${next}` };
  const level = { ...common, kinds: ['PriorityLevelConfiguration'] };
  const note = 'Zero nominalConcurrencyShares stay zero; v1beta3 made them 30.';
  return [{ ...common, kinds: ['FlowSchema'] }, changes === undefined ? { ...level, note } : { ...level, changes }];
}

function removalOf(apiVersion: string, kind: string): Removal | undefined {
  return removals.find((row) => row.apiVersion === apiVersion && row.kinds.includes(kind));
}

/** The removal of a version, with the one to use at that Kubernetes; undefined where it is served. */
function removalAt(version: KubernetesVersion, apiVersion: string, kind: string): Removal | undefined {
  const removal = removalOf(apiVersion, kind);
  if (removal === undefined || compareVersions(version, { major: 1, minor: removal.removedIn }) < 0) return undefined;
  const next = removal.use === undefined ? undefined : removalAt(version, removal.use, kind);
  if (next === undefined) return removal;
  const changes = next.use === undefined ? next.changes : (removal.changes ?? next.changes);
  return { ...next, apiVersion, removedIn: removal.removedIn, ...(changes === undefined ? {} : { changes }) };
}

function remedyOf({ use, changes = '', note }: Removal): Remedy {
  if (use === undefined) return { kind: 'advice', advice: changes };
  if (changes !== '') return { kind: 'advice', advice: `Write it for ${use}: ${changes}` };
  return patchRemedy([{ op: 'replace', path: '/apiVersion', value: use }], note);
}

export const removedApiVersion = defineCheck({
  id: 'removed-api-version',
  title: 'Object is of an API version that Kubernetes no longer serves',
  why: 'The API server refuses the object. Where it was to protect something, as a NetworkPolicy, a webhook or a PodSecurityPolicy does, the protection is missing after the next installation, and whoever reads the files believes in it.',
  remedy: 'Write the object for the version that took its place; kubectl-convert does it for most kinds.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/reference/using-api/deprecation-guide/'],
  aliases: ['kube-linter:no-extensions-v1beta', 'kube-score:stable-version'],
  filesAlone: true,
  appliesTo: { kinds: [...new Set(removals.flatMap(({ apiVersion, kinds }) => kinds.map((kind) => `${kind}.${groupOf(apiVersion)}`)))] },
  applicable: ({ apiVersion, kind, origin }) => origin.kind === 'file' && removalOf(apiVersion, kind) !== undefined,
  evaluate: ({ apiVersion, kind }, { version }) => {
    const removal = removalAt(version, apiVersion, kind);
    if (removal === undefined) return [];
    return [
      {
        kind: 'fault',
        path: '/apiVersion',
        reason: 'API version was removed',
        detail: `${apiVersion} ${kind} is gone since ${formatVersion({ major: 1, minor: removal.removedIn })}`,
        remedy: remedyOf(removal),
      },
    ];
  },
});
