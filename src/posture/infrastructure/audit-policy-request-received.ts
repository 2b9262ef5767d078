// SPDX-License-Identifier: Apache-2.0
// Reads omitStages of the policy and of each rule that records something: RequestReceived should be among them.
import { omittedStages } from '../../engines/audit-policy/index.ts';
import { defineCheck } from '../check.ts';
import { auditPolicyKind, policyOfObject } from '../facts/audit-policy.ts';
import { setRemedy } from '../facts/object-remedies.ts';
import { likelySafe } from '../facts/remedy-class.ts';

export const auditPolicyRequestReceived = defineCheck({
  id: 'audit-policy-request-received',
  title: 'Each request is recorded twice',
  why: 'At stage RequestReceived the same request is written once more, without its outcome. The log is twice as large, so it reaches half as far back when an attack is looked into.',
  remedy: 'Set omitStages: [RequestReceived] for the whole policy; it adds to what the rules omit.',
  severity: 'low',
  layer: 'infrastructure',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy'],
  aliases: [],
  appliesTo: auditPolicyKind,
  evaluate: (object) => {
    const policy = policyOfObject(object);
    const { rules = [], omitStages = [] } = policy;
    const twice = rules.flatMap((rule, index) =>
      rule.level === 'None' || omittedStages(policy, rule).has('RequestReceived') ? [] : index,
    );
    if (twice.length === 0) return [];
    return [
      {
        kind: 'fault' as const,
        path: '/rules',
        reason: 'RequestReceived is not omitted',
        detail: `${twice.length} of ${rules.length} rules record every request when it arrives and when it is answered`,
        remedy: likelySafe(
          setRemedy(
            object,
            '/omitStages',
            [...omitStages, 'RequestReceived'],
            'Requests that never ended are then recorded only where they run long.',
          ),
        ),
      },
    ];
  },
});
