// SPDX-License-Identifier: Apache-2.0
// Reads rules of Roles, and of ClusterRoles that are bound in namespaces alone: get, list and watch of pods. Those that hold in the
// whole cluster have a check of their own.
import { defineCheck } from '../check.ts';
import { isClusterWide, onRule, roleKinds } from '../facts/rbac.ts';
import { readsPods } from '../facts/rbac-pods.ts';

export const rbacReadPods = defineCheck({
  id: 'rbac-read-pods',
  title: 'Role may read Pods, with the environment in them',
  why: 'A Pod shows the values of its environment, its arguments and annotations. What stands there is readable to whoever reads Pods.',
  remedy: 'Keep secrets out of environment and arguments, or accept that the holders of the role read them.',
  severity: 'info',
  layer: 'cluster',
  threats: ['data-exposure'],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  aliases: ['T1613'],
  yieldsTo: ['rbac-change-pods'],
  appliesTo: { kinds: roleKinds },
  evaluate: onRule(({ rule, path }, role, { inventory }) =>
    readsPods(rule) === undefined || isClusterWide(role, inventory)
      ? undefined
      : {
          kind: 'fault',
          path,
          reason: 'Pods are readable',
          detail: `whoever has this role reads environment, arguments and annotations of every Pod: ${rule.verbs.join(', ')}`,
          remedy: {
            kind: 'advice',
            advice: 'Keep secrets out of environment and arguments; remove pods from the rule if they are not needed.',
          },
        },
  ),
});
