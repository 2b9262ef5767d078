// SPDX-License-Identifier: Apache-2.0
// Reads rules: apiGroup extensions is not allowed from 1.22 on, and for what left it before, from 1.16; nor are groups whose only
// resources are gone.
import { compareVersions, type KubernetesVersion } from '../../model/version.ts';
import { defineCheck, type Evaluate, type Fault } from '../check.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { type JudgedRule, onRule, roleKinds } from '../facts/rbac.ts';
import { indicesOf } from '../facts/rbac-powers.ts';
import { patchRemedy } from '../facts/container-faults.ts';

const leftEarlier: ReadonlySet<string> = new Set(['deployments', 'daemonsets', 'replicasets', 'networkpolicies', 'podsecuritypolicies']);

/** Groups that took all of their resources with them, by the first version without them. */
const gone: ReadonlyMap<string, KubernetesVersion> = new Map([
  ['auditregistration.k8s.io', { major: 1, minor: 19 }],
  ['settings.k8s.io', { major: 1, minor: 20 }],
]);

const never: KubernetesVersion = { major: Infinity, minor: 0 };

const faultsWhere = (hasLeft: (resources: readonly string[]) => boolean): Evaluate<KubernetesObject> =>
  onRule((judged, _, { version }) => [
    ...(hasLeft(judged.rule.resources) ? extensionsFaults(judged) : []),
    ...groupFaults(judged, (group) => compareVersions(gone.get(group) ?? never, version) <= 0, 'has no successor: remove the rule'),
  ]);

function extensionsFaults(judged: JudgedRule): Fault[] {
  return groupFaults(
    judged,
    (group) => group === 'extensions',
    'moved: Deployments, DaemonSets and ReplicaSets to apps, Ingresses and NetworkPolicies to networking.k8s.io',
  );
}

function groupFaults({ rule, path }: JudgedRule, isGone: (group: string) => boolean, what: string): Fault[] {
  return indicesOf(rule.apiGroups, isGone).map((index) => {
    const group = rule.apiGroups[index] ?? '';
    return {
      kind: 'fault',
      path: `${path}/apiGroups/${index}`,
      reason: `the group ${group} is gone`,
      detail: `${rule.resources.join(', ')} of ${group} are served no more`,
      remedy:
        rule.apiGroups.length > 1
          ? patchRemedy([{ op: 'remove', path: `${path}/apiGroups/${index}` }], `What was in ${group} ${what}.`)
          : { kind: 'advice', advice: `What was in ${group} ${what}.` },
    };
  });
}

export const rbacRemovedApiGroup = defineCheck({
  id: 'rbac-removed-api-group',
  title: 'Rule names an API group that is gone',
  why: 'Groups such as extensions are served no more: the rule grants nothing for them. It hides what the role really holds, and makes readers of the role search in the wrong place.',
  remedy: 'Name the groups that took their place: apps, networking.k8s.io, policy.',
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
