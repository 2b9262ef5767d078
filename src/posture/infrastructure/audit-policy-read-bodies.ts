// SPDX-License-Identifier: Apache-2.0
// Reads rules[*] of level RequestResponse: they must not be met by reads of what controllers read all the time, RBAC included.
import type { AuditRule } from '../../engines/audit-policy/index.ts';
import { defineCheck } from '../check.ts';
import {
  auditPolicyKind,
  decisions,
  isSelective,
  placedRules,
  policyOfObject,
  readVerbs,
  requestsFor,
  requestsOfRule,
  targetOf,
  writeVerbs,
} from '../facts/audit-policy.ts';
import { setRemedy } from '../facts/object-remedies.ts';

const targets: readonly string[] = [
  'configmaps',
  'endpoints',
  'pods',
  'nodes',
  'services',
  'secrets',
  'deployments.apps',
  'leases.coordination.k8s.io',
  'endpointslices.discovery.k8s.io',
  ...['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'].map((name) => `${name}.rbac.authorization.k8s.io`),
];

/** As many resources of a rule are asked about. */
const mostNamed = 5;

export const auditPolicyReadBodies = defineCheck({
  id: 'audit-policy-read-bodies',
  title: 'Audit rule records the answer of every read',
  why: 'Controllers list and watch without end. Whole answers fill the disk within hours, the oldest records are deleted to make room, and the trace of an attack goes with them.',
  remedy: 'Limit the rule to create, update, patch, delete and deletecollection; Metadata is enough for reads.',
  severity: 'medium',
  layer: 'infrastructure',
  threats: ['data-exposure', 'unauthorized-access'],
  references: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy'],
  aliases: [],
  appliesTo: auditPolicyKind,
  evaluate: (object) => {
    const policy = policyOfObject(object);
    return placedRules(policy).flatMap(({ rule, index, path }) => {
      if (rule.level !== 'RequestResponse' || isForPeople(rule)) return [];
      const asked = requestsOfRule(
        rule,
        [...targets, ...ownTargets(rule)].flatMap((target) => requestsFor(target, readVerbs)),
      );
      const read = [
        ...new Set(
          decisions(policy, asked)
            .filter((decision) => decision.rule === index)
            .map(({ request }) => targetOf(request)),
        ),
      ];
      if (read.length === 0) return [];
      const kept = isSelective(rule.verbs) ? rule.verbs.filter((verb) => !readVerbs.some((other) => other === verb)) : [];
      return {
        kind: 'fault' as const,
        path: `${path}/verbs`,
        reason: 'answers of reads are recorded',
        detail: `every get, list or watch of ${read.slice(0, 4).join(', ')}${read.length > 4 ? ' and more' : ''} is recorded with its answer`,
        remedy: setRemedy(object, `${path}/verbs`, kept.length > 0 ? kept : [...writeVerbs], 'Reads then meet the rules that follow.'),
      };
    });
  },
});

/** What a rule names itself, as targets; a group alone stands for its resources. */
function ownTargets({ resources = [] }: AuditRule): string[] {
  return resources.flatMap(({ group = '', resources: names, resourceNames }) =>
    isSelective(resourceNames) || group === '*'
      ? []
      : (isSelective(names) ? names : ['*'])
          .slice(0, mostNamed)
          .map((name) => `${name.replace('*', 'anything')}${group === '' ? '' : `.${group}`}`),
  );
}

/** Whether all that the rule is for are named users, none of them one of the cluster's own: people read little. */
function isForPeople({ users }: AuditRule): boolean {
  return isSelective(users) && users.every((name) => !name.startsWith('system:'));
}
