// SPDX-License-Identifier: Apache-2.0
// The API versions of Kubernetes that were deprecated or removed.
import { groupOf } from '../../model/object.ts';
import type { KubernetesVersion } from '../../model/version.ts';
import type { Remedy } from '../check.ts';
import { patchRemedy } from './container-faults.ts';

/** When an API version of some kinds was deprecated and removed, and what to write instead. */
export interface Lifecycle {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  /** The first minor release of Kubernetes 1 that warns of it. */
  readonly deprecatedIn: number;
  /** The first without it; absent where none is planned. */
  readonly removedIn?: number;
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
const claimChanges = 'what a request asks for stands in exactly, and a device has its attributes and capacity without basic.';
const claims = ['ResourceClaim', 'ResourceClaimTemplate'] as const;
const roles = ['ClusterRole', 'Role'] as const;
const bindings = ['ClusterRoleBinding', 'RoleBinding'] as const;

/** https://kubernetes.io/docs/reference/using-api/deprecation-guide/, and the lifecycles that the API itself declares. */
const lifecycles: readonly Lifecycle[] = [
  {
    apiVersion: 'extensions/v1beta1',
    kinds: ['DaemonSet', 'Deployment', 'ReplicaSet'],
    deprecatedIn: 8,
    removedIn: 16,
    use: 'apps/v1',
    changes: appsChanges,
  },
  { apiVersion: 'extensions/v1beta1', kinds: ['NetworkPolicy'], deprecatedIn: 9, removedIn: 16, use: 'networking.k8s.io/v1' },
  { apiVersion: 'extensions/v1beta1', kinds: ['PodSecurityPolicy'], deprecatedIn: 11, removedIn: 16, use: 'policy/v1beta1' },
  {
    apiVersion: 'extensions/v1beta1',
    kinds: ['Ingress'],
    deprecatedIn: 14,
    removedIn: 22,
    use: 'networking.k8s.io/v1',
    changes: ingressChanges,
  },
  {
    apiVersion: 'apps/v1beta1',
    kinds: ['Deployment', 'ReplicaSet', 'StatefulSet'],
    deprecatedIn: 8,
    removedIn: 16,
    use: 'apps/v1',
    changes: appsChanges,
  },
  {
    apiVersion: 'apps/v1beta2',
    kinds: ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
    deprecatedIn: 9,
    removedIn: 16,
    use: 'apps/v1',
  },
  {
    apiVersion: 'admissionregistration.k8s.io/v1beta1',
    kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    deprecatedIn: 16,
    removedIn: 22,
    use: 'admissionregistration.k8s.io/v1',
    changes: webhookChanges,
  },
  {
    apiVersion: 'apiextensions.k8s.io/v1beta1',
    kinds: ['CustomResourceDefinition'],
    deprecatedIn: 16,
    removedIn: 22,
    use: 'apiextensions.k8s.io/v1',
    changes: 'version, validation, subresources and printer columns stand in spec.versions, and each version needs a structural schema.',
  },
  {
    apiVersion: 'apiregistration.k8s.io/v1beta1',
    kinds: ['APIService'],
    deprecatedIn: 19,
    removedIn: 22,
    use: 'apiregistration.k8s.io/v1',
  },
  {
    apiVersion: 'certificates.k8s.io/v1beta1',
    kinds: ['CertificateSigningRequest'],
    deprecatedIn: 19,
    removedIn: 22,
    use: 'certificates.k8s.io/v1',
    changes: 'spec.signerName and spec.usages are required.',
  },
  { apiVersion: 'coordination.k8s.io/v1beta1', kinds: ['Lease'], deprecatedIn: 19, removedIn: 22, use: 'coordination.k8s.io/v1' },
  {
    apiVersion: 'networking.k8s.io/v1beta1',
    kinds: ['Ingress'],
    deprecatedIn: 19,
    removedIn: 22,
    use: 'networking.k8s.io/v1',
    changes: ingressChanges,
  },
  { apiVersion: 'networking.k8s.io/v1beta1', kinds: ['IngressClass'], deprecatedIn: 19, removedIn: 22, use: 'networking.k8s.io/v1' },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1alpha1',
    kinds: bindings,
    deprecatedIn: 17,
    removedIn: 22,
    use: 'rbac.authorization.k8s.io/v1',
    changes: 'subjects name an apiGroup, not an apiVersion.',
  },
  { apiVersion: 'rbac.authorization.k8s.io/v1alpha1', kinds: roles, deprecatedIn: 17, removedIn: 22, use: 'rbac.authorization.k8s.io/v1' },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1beta1',
    kinds: [...bindings, ...roles],
    deprecatedIn: 17,
    removedIn: 22,
    use: 'rbac.authorization.k8s.io/v1',
  },
  { apiVersion: 'scheduling.k8s.io/v1beta1', kinds: ['PriorityClass'], deprecatedIn: 14, removedIn: 22, use: 'scheduling.k8s.io/v1' },
  {
    apiVersion: 'storage.k8s.io/v1beta1',
    kinds: ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'],
    deprecatedIn: 19,
    removedIn: 22,
    use: 'storage.k8s.io/v1',
  },
  { apiVersion: 'storage.k8s.io/v1beta1', kinds: ['CSIStorageCapacity'], deprecatedIn: 24, removedIn: 27, use: 'storage.k8s.io/v1' },
  { apiVersion: 'audit.k8s.io/v1alpha1', kinds: ['Policy'], deprecatedIn: 21, removedIn: 24, use: 'audit.k8s.io/v1' },
  { apiVersion: 'audit.k8s.io/v1beta1', kinds: ['Policy'], deprecatedIn: 21, removedIn: 24, use: 'audit.k8s.io/v1' },
  { apiVersion: 'batch/v1beta1', kinds: ['CronJob'], deprecatedIn: 21, removedIn: 25, use: 'batch/v1' },
  {
    apiVersion: 'discovery.k8s.io/v1beta1',
    kinds: ['EndpointSlice'],
    deprecatedIn: 21,
    removedIn: 25,
    use: 'discovery.k8s.io/v1',
    changes: 'topology of an endpoint is nodeName and zone.',
  },
  {
    apiVersion: 'events.k8s.io/v1beta1',
    kinds: ['Event'],
    deprecatedIn: 22,
    removedIn: 25,
    use: 'events.k8s.io/v1',
    changes: 'action, reason, reportingController and reportingInstance are required.',
  },
  {
    apiVersion: 'policy/v1beta1',
    kinds: ['PodDisruptionBudget'],
    deprecatedIn: 21,
    removedIn: 25,
    use: 'policy/v1',
    note: 'An empty selector selected no Pod; in policy/v1 it selects every Pod of the namespace.',
  },
  {
    apiVersion: 'policy/v1beta1',
    kinds: ['PodSecurityPolicy'],
    deprecatedIn: 21,
    removedIn: 25,
    changes: 'Nothing serves PodSecurityPolicy: label the namespaces for Pod Security admission, or use a ValidatingAdmissionPolicy.',
  },
  { apiVersion: 'node.k8s.io/v1beta1', kinds: ['RuntimeClass'], deprecatedIn: 22, removedIn: 25, use: 'node.k8s.io/v1' },
  {
    apiVersion: 'autoscaling/v2beta1',
    kinds: ['HorizontalPodAutoscaler'],
    deprecatedIn: 22,
    removedIn: 25,
    use: 'autoscaling/v2',
    changes: 'a metric has a target with a type: targetAverageUtilization is target.averageUtilization.',
  },
  { apiVersion: 'autoscaling/v2beta2', kinds: ['HorizontalPodAutoscaler'], deprecatedIn: 23, removedIn: 26, use: 'autoscaling/v2' },
  ...flowControl('v1beta1', 23, 'v1beta3', sharesRenamed),
  ...flowControl('v1beta2', 26, 'v1', sharesRenamed),
  ...flowControl('v1beta3', 29, 'v1'),
  // Betas since 1.24 have to be switched on, and live three releases, then three more deprecated.
  ...beta('admissionregistration.k8s.io', 'v1alpha1', ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'], 29, 'v1beta1'),
  ...beta('admissionregistration.k8s.io', 'v1beta1', ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'], 31),
  ...beta('admissionregistration.k8s.io', 'v1alpha1', ['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'], 35, 'v1beta1'),
  ...beta('admissionregistration.k8s.io', 'v1beta1', ['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'], 37),
  ...beta('networking.k8s.io', 'v1beta1', ['IPAddress', 'ServiceCIDR'], 34),
  ...beta('storage.k8s.io', 'v1beta1', ['VolumeAttributesClass'], 34),
  ...beta('resource.k8s.io', 'v1beta1', [...claims, 'ResourceSlice', 'DeviceClass'], 35, 'v1', claimChanges),
  ...beta('resource.k8s.io', 'v1beta2', [...claims, 'ResourceSlice', 'DeviceClass'], 36),
  ...beta('certificates.k8s.io', 'v1beta1', ['ClusterTrustBundle'], 37),
  ...beta('storagemigration.k8s.io', 'v1beta1', ['StorageVersionMigration'], 37),
  {
    apiVersion: 'v1',
    kinds: ['Endpoints'],
    deprecatedIn: 33,
    use: 'discovery.k8s.io/v1 EndpointSlice',
    changes: 'ports come first, and each endpoint has addresses and conditions; the label kubernetes.io/service-name names the Service.',
  },
  {
    apiVersion: 'v1',
    kinds: ['ComponentStatus'],
    deprecatedIn: 19,
    changes: 'Ask /livez and /readyz of the components instead.',
  },
];

function flowControl(version: string, deprecatedIn: number, next: string, changes?: string): Lifecycle[] {
  const common = {
    apiVersion: `flowcontrol.apiserver.k8s.io/${version}`,
    deprecatedIn,
    removedIn: deprecatedIn + 3,
    use: `flowcontrol.apiserver.k8s.io/${next}`,
  };
  const level = { ...common, kinds: ['PriorityLevelConfiguration'] };
  const note = 'Zero nominalConcurrencyShares stay zero; v1beta3 made them 30.';
  return [{ ...common, kinds: ['FlowSchema'] }, changes === undefined ? { ...level, note } : { ...level, changes }];
}

function beta(group: string, version: string, kinds: readonly string[], deprecatedIn: number, next = 'v1', changes?: string): Lifecycle[] {
  const row = { apiVersion: `${group}/${version}`, kinds, deprecatedIn, removedIn: deprecatedIn + 3, use: `${group}/${next}` };
  return [changes === undefined ? row : { ...row, changes }];
}

/** What is known of an API version of a kind; undefined where it has neither been deprecated nor removed. */
export function lifecycleOf(apiVersion: string, kind: string): Lifecycle | undefined {
  return lifecycles.find((row) => row.apiVersion === apiVersion && row.kinds.includes(kind));
}

export function isRemoved({ removedIn = Number.POSITIVE_INFINITY }: Lifecycle, version: KubernetesVersion): boolean {
  return version.major > 1 || version.minor >= removedIn;
}

export function isDeprecated({ deprecatedIn }: Lifecycle, version: KubernetesVersion): boolean {
  return version.major > 1 || version.minor >= deprecatedIn;
}

/** What leads from a version to the newest that a Kubernetes serves: where the next is gone as well, the one after it. */
export function successionAt(version: KubernetesVersion, row: Lifecycle, kind: string): Lifecycle {
  const next = row.use === undefined ? undefined : lifecycleOf(row.use, kind);
  if (next === undefined || !isRemoved(next, version)) return row;
  const last = successionAt(version, next, kind);
  const changes = last.use === undefined ? last.changes : (row.changes ?? last.changes);
  const { apiVersion, deprecatedIn, removedIn } = row;
  return {
    ...last,
    apiVersion,
    deprecatedIn,
    ...(removedIn === undefined ? {} : { removedIn }),
    ...(changes === undefined ? {} : { changes }),
  };
}

export function versionRemedy({ use, changes = '', note }: Lifecycle): Remedy {
  if (use === undefined) return { kind: 'advice', advice: changes };
  if (changes !== '') return { kind: 'advice', advice: `Write it for ${use}: ${changes}` };
  return patchRemedy([{ op: 'replace', path: '/apiVersion', value: use }], note);
}

/** The kinds of the rows, as checks name them. */
export function kindsWithLifecycle(wanted: (row: Lifecycle) => boolean): string[] {
  const kinds = lifecycles.filter(wanted).flatMap(({ apiVersion, kinds: of }) => {
    const group = groupOf(apiVersion);
    return of.map((kind) => (group === '' ? kind : `${kind}.${group}`));
  });
  return [...new Set(kinds)];
}
