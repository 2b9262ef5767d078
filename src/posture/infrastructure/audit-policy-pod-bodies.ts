// SPDX-License-Identifier: Apache-2.0
// Reads rules[*] that record what is sent of pods and workloads, and omitManagedFields of the rule or the policy: true is allowed.
import { compareAuditLevels } from '../../engines/audit-policy/index.ts';
import { defineCheck } from '../check.ts';
import { auditPolicyKind, decisions, placedRules, policyOfObject, requestsFor, requestsOfRule } from '../facts/audit-policy.ts';
import { setRemedy } from '../facts/object-remedies.ts';

const requests = ['pods', 'deployments.apps', 'statefulsets.apps', 'daemonsets.apps', 'jobs.batch', 'cronjobs.batch'].flatMap((target) =>
  requestsFor(target, ['create', 'update', 'patch']),
);

export const auditPolicyPodBodies = defineCheck({
  id: 'audit-policy-pod-bodies',
  title: 'Bodies of pods are recorded in full',
  why: 'The body of a pod carries its environment, and with it the passwords that people write there. Recorded in full, managed fields included, it makes the log large and as confidential as what it describes.',
  remedy: 'Set omitManagedFields: true, and let only few people read the log.',
  severity: 'low',
  layer: 'infrastructure',
  threats: ['data-exposure'],
  references: ['https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/#audit-k8s-io-v1-Policy'],
  aliases: [],
  appliesTo: auditPolicyKind,
  evaluate: (object) => {
    const policy = policyOfObject(object);
    return placedRules(policy).flatMap(({ rule, index, path }) => {
      const { level = 'None', omitManagedFields = policy.omitManagedFields ?? false } = rule;
      if (omitManagedFields || compareAuditLevels(level, 'Request') < 0) return [];
      if (!decisions(policy, requestsOfRule(rule, requests)).some((decision) => decision.rule === index)) return [];
      const field = rule.omitManagedFields === undefined ? '/omitManagedFields' : `${path}/omitManagedFields`;
      return {
        kind: 'fault' as const,
        path: `${path}/level`,
        reason: 'bodies of pods with managed fields',
        detail: `level ${level} records what is sent of pods or their templates, and omitManagedFields is not set`,
        remedy: setRemedy(object, field, true, 'Passwords in the environment of pods stay in the log: let only few people read it.'),
      };
    });
  },
});
