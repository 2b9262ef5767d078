// SPDX-License-Identifier: Apache-2.0
// Reads rules[*] of level None: none of them may take what an intruder does with the identities that the rule names.
// The API server's own identity, system:apiserver, may be left out, and so may what single components read.
import { type AuditRequest, type AuditRule, evaluateAuditPolicy } from '../../engines/audit-policy/index.ts';
import { defineCheck } from '../check.ts';
import {
  auditPolicyKind,
  isComponent,
  isSelective,
  placedRules,
  policyOfObject,
  readVerbs,
  requestsFor,
  somebody,
  targetOf,
} from '../facts/audit-policy.ts';
import { setRemedy } from '../facts/object-remedies.ts';

const attacks: readonly (readonly [string, readonly string[]])[] = [
  ['pods/exec', ['create', 'get']],
  ['pods', ['create']],
  ['secrets', ['get', 'list']],
  ['serviceaccounts/token', ['create']],
  ['rolebindings.rbac.authorization.k8s.io', ['create', 'patch']],
  ['clusterrolebindings.rbac.authorization.k8s.io', ['create', 'patch']],
  ['mutatingwebhookconfigurations.admissionregistration.k8s.io', ['create', 'patch']],
];

export const auditPolicyHiddenAttackers = defineCheck({
  id: 'audit-policy-hidden-attackers',
  title: 'Audit rule hides what an intruder does',
  why: 'A rule of level None for whole groups, or for all verbs of an identity, keeps silent about stolen credentials as well: every token of a pod is in system:serviceaccounts, and reading a Secret or entering a pod with it leaves no record.',
  remedy: 'Leave out reads of named components and resources only, never all requests of a user or group.',
  severity: 'high',
  layer: 'infrastructure',
  threats: ['unauthorized-access', 'privilege-escalation'],
  references: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy'],
  aliases: ['CIS-3.2.2', 'T1562'],
  appliesTo: auditPolicyKind,
  evaluate: (object) => {
    const policy = policyOfObject(object);
    return placedRules(policy).flatMap(({ rule, index, path }) => {
      if (rule.level !== 'None' || readsOfComponents(rule)) return [];
      const hidden = usersOf(rule)
        .flatMap((user) => attacks.flatMap(([target, verbs]) => requestsFor(target, verbs, user)))
        .flatMap((request): AuditRequest[] => [request, ...(rule.namespaces ?? []).map((namespace) => ({ ...request, namespace }))])
        .find((request) => evaluateAuditPolicy(policy, request).rule === index);
      if (hidden === undefined) return [];
      return {
        kind: 'fault' as const,
        path: `${path}/level`,
        reason: 'attacks are not recorded',
        detail: `${hidden.verb} of ${targetOf(hidden)} by ${whoOf(rule)} is left out`,
        remedy: setRemedy(object, `${path}/level`, 'Metadata', 'Leave out single reads instead where the rule was meant against noise.'),
      };
    });
  },
});

/** What controllers read all day is left out on purpose; what they write, and what all accounts of a namespace read, is not. */
function readsOfComponents({ users, userGroups, verbs }: AuditRule): boolean {
  return isSelective(users) && users.every(isComponent) && !isSelective(userGroups) && isSelective(verbs) && verbs.every(isRead);
}

function isRead(verb: string): boolean {
  return readVerbs.some((read) => read === verb);
}

/** Everybody the rule is for; each user with each group, since a rule that has both wants both. */
function usersOf({ users, userGroups }: AuditRule): { readonly name: string; readonly groups: readonly string[] }[] {
  const names = isSelective(users) ? users.filter((name) => name !== 'system:apiserver') : [somebody.name];
  const groups = isSelective(userGroups) ? userGroups : somebody.groups;
  return names.flatMap((name) => groups.map((group) => ({ name, groups: [group] })));
}

function whoOf({ users = [], userGroups = [] }: AuditRule): string {
  return [...users, ...userGroups].join(', ') || 'anybody';
}
