// SPDX-License-Identifier: Apache-2.0
// Reads rules[*]: a request that no rule matches is not recorded, so some rule must match any.
import type { AuditRequest } from '../../engines/audit-policy/index.ts';
import { defineCheck } from '../check.ts';
import { auditPolicyKind, decisions, isSelective, policyOfObject, somebody } from '../facts/audit-policy.ts';
import { patchRemedy } from '../facts/container-faults.ts';

const unforeseen: readonly AuditRequest[] = ['create', 'get', 'connect'].flatMap((verb) => [
  { user: somebody, verb, apiGroup: 'example.com', resource: 'examples', namespace: 'default', name: 'example' },
  { user: somebody, verb, apiGroup: 'example.com', resource: 'clusterexamples', subresource: 'status', namespace: '', name: 'example' },
  { verb, apiGroup: 'example.com', resource: 'examples', namespace: 'default', name: 'example' },
]);

export const auditPolicyCatchAll = defineCheck({
  id: 'audit-policy-catch-all',
  title: 'Audit policy has no rule for what nobody foresaw',
  why: 'A request that no rule matches is not recorded at all. New APIs, custom resources and failed logins fall through, and an attacker who uses them is never seen.',
  remedy: 'End the policy with a rule of level Metadata that has no selectors.',
  severity: 'medium',
  layer: 'infrastructure',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy'],
  aliases: ['T1562'],
  appliesTo: auditPolicyKind,
  evaluate: (object) => {
    const policy = policyOfObject(object);
    if (!isSelective(policy.rules) || decisions(policy, unforeseen).every(({ rule }) => rule !== undefined)) return [];
    return [
      {
        kind: 'fault' as const,
        path: '/rules/-',
        reason: 'no rule matches every request',
        detail: 'what no rule matches is not recorded',
        remedy: patchRemedy([{ op: 'add', path: '/rules/-', value: { level: 'Metadata' } }]),
      },
    ];
  },
});
