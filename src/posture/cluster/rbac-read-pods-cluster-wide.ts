// SPDX-License-Identifier: Apache-2.0
// Reads rules of ClusterRoles that are not known to be bound in namespaces alone: get, list and watch of pods.
import { defineCheck } from '../check.ts';
import { onRule, isClusterWide } from '../facts/rbac.ts';
import { readsPods } from '../facts/rbac-pods.ts';
import { placeIn } from '../facts/rbac-powers.ts';

export const rbacReadPodsClusterWide = defineCheck({
  id: 'rbac-read-pods-cluster-wide',
  title: 'Role may read the Pods of every namespace, with the environment in them',
  why: 'A Pod shows the values of its environment, its arguments and annotations. A role for the whole cluster shows those of every team.',
  remedy: 'Bind the role in the namespaces that are meant, or accept that its holders read the environment of every Pod.',
  severity: 'info',
  layer: 'cluster',
  threats: ['data-exposure'],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  aliases: ['T1613'],
  appliesTo: { kinds: ['ClusterRole.rbac.authorization.k8s.io'] },
  evaluate: onRule(({ rule, path }, role, { inventory }) => {
    const places = readsPods(rule);
    if (places === undefined || !isClusterWide(role, inventory)) return undefined;
    return {
      kind: 'fault',
      path: placeIn(path, 'resources', places),
      reason: 'Pods of every namespace are readable',
      detail: `whoever has this role reads environment, arguments and annotations of every Pod: ${rule.verbs.join(', ')}`,
      remedy: { kind: 'advice', advice: 'Bind the role by RoleBindings in the namespaces that are meant, or remove pods from the rule.' },
    };
  }),
});
