// SPDX-License-Identifier: Apache-2.0
// Reads rules: apiGroup extensions is not allowed from 1.22 on, and for what left it before, from 1.16.
import { defineCheck } from '../check.ts';
import { onRule, roleKinds } from '../facts/rbac.ts';
import { indicesOf } from '../facts/rbac-powers.ts';
import { patchRemedy } from '../facts/container-faults.ts';

const leftEarlier: ReadonlySet<string> = new Set(['deployments', 'daemonsets', 'replicasets', 'networkpolicies', 'podsecuritypolicies']);

const faultsWhere = (isGone: (resources: readonly string[]) => boolean) =>
  onRule(({ rule, path }) => {
    if (!isGone(rule.resources)) return [];
    return indicesOf(rule.apiGroups, (group) => group === 'extensions').map((index) => ({
      kind: 'fault' as const,
      path: `${path}/apiGroups/${index}`,
      reason: 'the group extensions is gone',
      detail: `${rule.resources.join(', ')} are served by other groups`,
      remedy:
        rule.apiGroups.length > 1
          ? patchRemedy(
              [{ op: 'remove', path: `${path}/apiGroups/${index}` }],
              'Deployments, DaemonSets and ReplicaSets are in apps, Ingresses and NetworkPolicies in networking.k8s.io.',
            )
          : { kind: 'advice' as const, advice: 'Name the group that serves the resource: apps, networking.k8s.io or policy.' },
    }));
  });

export const rbacRemovedApiGroup = defineCheck({
  id: 'rbac-removed-api-group',
  title: 'Rule names an API group that is gone',
  why: 'The group extensions is served no more: the rule grants nothing for it. It hides what the role really holds, and makes readers of the role search in the wrong place.',
  remedy: 'Name the groups that took its place: apps, networking.k8s.io, policy.',
  severity: 'low',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
  ],
  aliases: [],
  appliesTo: { kinds: roleKinds },
  versions: [
    {
      since: '1.16',
      evaluate: faultsWhere((resources) => resources.length > 0 && resources.every((resource) => leftEarlier.has(resource))),
    },
    { since: '1.22', evaluate: faultsWhere(() => true) },
  ],
});
