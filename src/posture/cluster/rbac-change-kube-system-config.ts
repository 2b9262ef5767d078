// SPDX-License-Identifier: Apache-2.0
// Reads rules of Roles in kube-system, and of ClusterRoles that reach it: update and patch of configmaps are allowed only for names that are not the cluster's own.
import { defineCheck } from '../check.ts';
import { type JudgedRule, onRule, bindingsTo, roleKinds } from '../facts/rbac.ts';
import { indicesOf, placeIn } from '../facts/rbac-powers.ts';

const ownNames: ReadonlySet<string> = new Set([
  'coredns',
  'kube-proxy',
  'kubeadm-config',
  'kubelet-config',
  'extension-apiserver-authentication',
  'aws-auth',
]);

export const rbacChangeKubeSystemConfig = defineCheck({
  id: 'rbac-change-kube-system-config',
  title: 'Role may change configuration of the cluster itself',
  why: 'ConfigMaps in kube-system decide where names resolve to (coredns), what nodes and control plane start with and, in some clusters, who is administrator. Whoever writes them takes over what reads them.',
  remedy: 'Name the ConfigMaps that belong to the holder in resourceNames.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['privilege-escalation', 'network-attack'],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  aliases: ['KSV049', 'T1557'],
  appliesTo: { kinds: roleKinds },
  evaluate: onRule(({ rule, path }, role, { inventory }) => {
    const reaches =
      role.namespace === 'kube-system' ||
      (role.namespace === '' && bindingsTo(role, inventory).some(({ namespace }) => namespace === '' || namespace === 'kube-system'));
    const verbs = indicesOf(rule.verbs, (verb) => verb === 'update' || verb === 'patch' || verb === '*');
    if (!reaches || verbs.length === 0 || !isForConfiguration(rule)) return undefined;
    return {
      kind: 'fault',
      path: placeIn(path, 'verbs', verbs),
      reason: 'may change ConfigMaps of kube-system',
      detail: `${rule.verbs.join(', ')} on configmaps reaches coredns and the configuration of nodes`,
      remedy: { kind: 'advice', advice: 'Name the ConfigMaps that belong to the holder in resourceNames.' },
    };
  }),
});

function isForConfiguration({ apiGroups, resources, resourceNames }: JudgedRule['rule']): boolean {
  const isCore = apiGroups.some((group) => group === '' || group === '*');
  return isCore && resources.includes('configmaps') && (resourceNames.length === 0 || resourceNames.some((name) => ownNames.has(name)));
}
