// SPDX-License-Identifier: Apache-2.0
// Polaris' own cases against our checks of the same things, by their aliases. Where we judge otherwise on purpose, or leave a
// check out, the reason stands here.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildInventory } from '../src/model/inventory.ts';
import { readSource } from '../src/model/read.ts';
import { newestKubernetes } from '../src/model/version.ts';
import { catalogue } from '../src/posture/catalogue.ts';
import { evaluate } from '../src/posture/evaluate.ts';
import { resultOf, type Suite } from './suite.ts';
import { testTime } from '../src/posture/testing.ts';

/** Checks of Polaris that we have none for, and why. */
const leftOut: Readonly<Record<string, string>> = {
  linuxHardening: 'asks for any one of four settings; ours ask for each of them, as the standard does',
  metadataAndInstanceMismatched: 'a convention of names, which secures nothing',
  nakedPod: 'an example of a custom check, not of the catalogue',
  oneController: 'an example of a custom check, not of the catalogue',
  resourceRange: 'an example of a custom check, not of the catalogue',
  priorityClassNotSet: 'which class is right is a choice of the whole cluster; without any, all pods are equal',
  pullPolicyNotAlways: 'a fixed version need not be pulled at every start; image-pull-policy asks that of moving tags',
  topologySpreadConstraint: 'the scheduler spreads replicas over nodes and zones by default',
};

const placeholder = 'the value is a placeholder (xxxxx), in which there is nothing to steal';
const spelling = 'the Pod Security Standards want drop: ["ALL"], in this spelling';
const notServed = 'the kind is not served by this version of its API, so Kubernetes refuses the object';
const single = 'replicas are not set, which means one, and a budget would only keep its node from being drained';

const byContent = 'a name like system: or gce: can be given to any role: ours are left out by their rules';
const coreIsAll = 'every verb on every core resource equals cluster-admin: impersonation, tokens and exec are among them';
const wildcard = 'every resource by a wildcard is told of for itself, whatever the verbs or the binding';
const elsewhere = 'in files the role may stand elsewhere; on a cluster rbac-missing-role reports the binding';
const weakened = 'the role in the file that is named cluster-admin may only read, and is judged by its rules';
const strictest = 'a direction that is listed and has no rules lets nothing through: no policy is stricter';

/** Cases in which we judge otherwise, and why. */
const otherwise: Readonly<Record<string, string>> = {
  'insecureCapabilities/success.yaml': spelling,
  'insecureCapabilities/success.all.yaml': spelling,
  'insecureCapabilities/success.case.yaml': spelling,
  'insecureCapabilities/success.pod.yaml': spelling,
  'deploymentMissingReplicas/failure.yaml': notServed,
  'pdbDisruptionsIsZero/failure.either.yaml': notServed,
  'pdbDisruptionsIsZero/failure.max.yaml': notServed,
  'pdbDisruptionsIsZero/failure.min.yaml': notServed,
  'missingPodDisruptionBudget/failure.yaml': single,
  'missingPodDisruptionBudget/failure-bad-ns.yaml': single,
  'missingPodDisruptionBudget/failure.bad-name.yaml': single,
  'missingPodDisruptionBudget/failure.empty-labels.yaml': single,
  'missingPodDisruptionBudget/failure.no-labels.yaml': single,
  'missingPodDisruptionBudget/failure.no-metadata.yaml': single,
  'missingPodDisruptionBudget/failure.wrong-place.yaml': single,
  'readinessProbeMissing/failure.yaml': 'it declares no port and no Service selects it: nothing waits for it to be ready',
  'clusterrolePodExecAttach/success.gce_calico_clusterrole.yaml': byContent,
  'clusterrolePodExecAttach/success.system_prefix.yaml': byContent,
  'clusterrolebindingClusterAdmin/success.gce_calico_binding.yaml': byContent,
  'clusterrolebindingClusterAdmin/success.system_prefix_binding.yaml': byContent,
  'clusterrolebindingPodExecAttach/success.defaultclusterrolebinding_system-controller-generic-garbage-collector.yaml': byContent,
  'clusterrolebindingPodExecAttach/success.gce_calico_binding.yaml': byContent,
  'clusterrolebindingPodExecAttach/success.system_prefix_binding.yaml': byContent,
  'rolePodExecAttach/success.gce_calico_binding.yaml': byContent,
  'rolePodExecAttach/success.system_prefix_binding.yaml': byContent,
  'rolebindingClusterAdminClusterRole/success.gce_calico_binding.yaml': byContent,
  'rolebindingClusterAdminClusterRole/success.system_prefix_binding.yaml': byContent,
  'rolebindingClusterAdminRole/success.gce_calico_binding.yaml': byContent,
  'rolebindingClusterAdminRole/success.system_prefix_binding.yaml': byContent,
  'rolebindingClusterRolePodExecAttach/success.gce_calico_binding.yaml': byContent,
  'rolebindingClusterRolePodExecAttach/success.system_prefix_binding.yaml': byContent,
  'rolebindingRolePodExecAttach/success.gce_calico_binding.yaml': byContent,
  'rolebindingRolePodExecAttach/success.system_prefix_binding.yaml': byContent,
  'clusterrolebindingClusterAdmin/success.explicit_apigroups.yaml': coreIsAll,
  'rolebindingClusterAdminClusterRole/success.explicit_apigroups.yaml': coreIsAll,
  'rolebindingClusterAdminRole/success.explicit_apigroups.yaml': coreIsAll,
  'clusterrolebindingClusterAdmin/success.explicit_verbs.yaml': wildcard,
  'rolebindingClusterAdminClusterRole/success.explicit_verbs.yaml': wildcard,
  'rolebindingClusterAdminRole/success.explicit_verbs.yaml': wildcard,
  'rolebindingRolePodExecAttach/success.role_binding_cluster_role_binding.yaml': wildcard,
  'clusterrolebindingPodExecAttach/failure.binding_points_to_missing_ref.yaml': elsewhere,
  'rolebindingClusterRolePodExecAttach/failure.binding_points_to_missing_ref.yaml': elsewhere,
  'rolebindingRolePodExecAttach/failure.binding_points_to_missing_ref.yaml': elsewhere,
  'clusterrolebindingClusterAdmin/failure.default_clusteradmin_clusterrole.yaml': weakened,
  'rolebindingClusterAdminClusterRole/failure.default_clusteradmin_clusterrole.yaml': weakened,
  'missingNetworkPolicy/failure.netpol_missing_egress_rules.yaml': strictest,
  'missingNetworkPolicy/failure.netpol_missing_ingress_rules.yaml': strictest,
  'sensitiveConfigmapContent/failure.key_aws_secret_access_key.yaml': placeholder,
  'sensitiveConfigmapContent/failure.key_azure_batch_key.yaml': placeholder,
  'sensitiveConfigmapContent/failure.key_oci_cli_key_content.yaml': placeholder,
};

const wildcards = ['rbac-wildcard-resources', 'rbac-wildcard-verbs', 'rbac-wildcard-api-groups', 'rbac-all-core-resources'];
const exec = ['rbac-pod-exec', ...wildcards];
const admin = ['rbac-cluster-admin-bound', 'rbac-all-core-resources', 'rbac-wildcard-resources'];

/** Our checks of the same thing where it is told by several, or of the role in place of the binding to it. */
const toldBy: Readonly<Record<string, readonly string[]>> = {
  clusterrolePodExecAttach: exec,
  rolePodExecAttach: exec,
  clusterrolebindingPodExecAttach: [...exec, 'rbac-missing-role'],
  rolebindingClusterRolePodExecAttach: [...exec, 'rbac-missing-role'],
  rolebindingRolePodExecAttach: [...exec, 'rbac-missing-role'],
  missingNetworkPolicy: ['network-policy-missing', 'network-policy-egress-open', 'network-policy-rules-ignored'],
  clusterrolebindingClusterAdmin: admin,
  rolebindingClusterAdminClusterRole: admin,
  rolebindingClusterAdminRole: admin,
};

interface Case {
  readonly check: string;
  readonly file: string;
  readonly expect: 'success' | 'failure' | 'mutated' | 'check';
}

export const polaris: Suite = {
  name: 'polaris',
  run(folder) {
    const cases: readonly Case[] = JSON.parse(readFileSync(path.join(folder, 'cases.json'), 'utf8'));
    const judged = cases.filter(({ expect, check }) => (expect === 'success' || expect === 'failure') && !Object.hasOwn(leftOut, check));
    return resultOf(
      'polaris',
      judged
        .map((item) => ({ ...item, id: item.file.replace(/^test\/checks\//, '') }))
        .filter(({ id }) => !Object.hasOwn(otherwise, id))
        .map((item) => ({ id: item.id, passed: agrees(folder, item) })),
    );
  },
};

function agrees(folder: string, { check, file, expect }: Case): boolean {
  const told = toldBy[check];
  const ours = catalogue.filter(({ id, aliases }) => (told === undefined ? aliases.includes(`polaris:${check}`) : told.includes(id)));
  if (ours.length === 0) return false;
  const text = readFileSync(path.join(folder, file), 'utf8');
  const { findings } = evaluate(buildInventory(readSource({ name: file, text }), newestKubernetes), ours, testTime);
  return findings.length > 0 === (expect === 'failure');
}
