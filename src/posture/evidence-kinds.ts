// SPDX-License-Identifier: Apache-2.0
import { workloadKinds } from '../model/workloads.ts';
import type { Check } from './check.ts';
import type { Question } from './question.ts';

/**
 * What checks look at besides their own subjects: a ServiceAccount's setting, the Services that select a pod. A test holds this list
 * against what they read.
 */
const evidence: readonly string[] = [
  'Namespace',
  'Node',
  'Secret',
  'Service',
  'ServiceAccount',
  'ClusterRole.rbac.authorization.k8s.io',
  'ClusterRoleBinding.rbac.authorization.k8s.io',
  'Role.rbac.authorization.k8s.io',
  'RoleBinding.rbac.authorization.k8s.io',
  'NetworkPolicy.networking.k8s.io',
  'HorizontalPodAutoscaler.autoscaling',
  'PodDisruptionBudget.policy',
  'ValidatingAdmissionPolicy.admissionregistration.k8s.io',
  'ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io',
  'MutatingAdmissionPolicy.admissionregistration.k8s.io',
  'MutatingAdmissionPolicyBinding.admissionregistration.k8s.io',
  'ConstraintTemplate.templates.gatekeeper.sh',
  'StagedNetworkPolicy.projectcalico.org',
  'StagedGlobalNetworkPolicy.projectcalico.org',
  'AdminNetworkPolicy.policy.networking.k8s.io',
  'BaselineAdminNetworkPolicy.policy.networking.k8s.io',
  'ClusterNetworkPolicy.policy.networking.k8s.io',
  ...['NetworkPolicy', 'GlobalNetworkPolicy', 'Tier', 'NetworkSet', 'GlobalNetworkSet', 'IPPool'].flatMap((kind) => [
    `${kind}.projectcalico.org`,
    `${kind}.crd.projectcalico.org`,
  ]),
  'CiliumNetworkPolicy.cilium.io',
  'CiliumClusterwideNetworkPolicy.cilium.io',
  'CiliumCIDRGroup.cilium.io',
  'Config.config.gatekeeper.sh',
  '*.constraints.gatekeeper.sh',
  'SecretStore.external-secrets.io',
  'ClusterSecretStore.external-secrets.io',
  'HTTPRoute.gateway.networking.k8s.io',
  'Certificate.cert-manager.io',
  'ClusterIssuer.cert-manager.io',
  'Schedule.velero.io',
  'VolumeSnapshotClass.snapshot.storage.k8s.io',
  'PeerAuthentication.security.istio.io',
  'ServerAuthorization.policy.linkerd.io',
];

/** Content that is never asked of a cluster: nothing could be judged by what is left of these, so they are no subjects there. */
const contentWithheld: ReadonlySet<string> = new Set(['Secret', 'ConfigMap']);

/** What lies in files alone, and no API server serves. */
const filesOnly: ReadonlySet<string> = new Set(['PemFile.rampart.dev', 'NodeEvidence.rampart.dev', 'Config']);

/** Whether the content of a kind is never asked of a cluster, so that none of it is missed there. */
export function isContentWithheld(kind: string): boolean {
  return contentWithheld.has(kind);
}

/** The kinds that checks and questions need of a cluster, as they name them; `*.GROUP` are all of a group. */
export function kindsFor(checks: readonly Check[], questions: readonly Question[] = []): ReadonlySet<string> {
  const subjects = checks.flatMap(({ appliesTo, filesAlone }) => (appliesTo === 'workload' || filesAlone === true ? [] : appliesTo.kinds));
  const looked = questions.flatMap(({ kinds }) => kinds);
  return new Set([
    ...workloadKinds,
    ...evidence,
    ...subjects.filter((kind) => !contentWithheld.has(kind) && !filesOnly.has(kind)),
    ...looked,
  ]);
}
