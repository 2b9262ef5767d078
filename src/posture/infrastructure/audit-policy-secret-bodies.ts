// SPDX-License-Identifier: Apache-2.0
// Reads rules[*]: requests for secrets, serviceaccounts/token and tokenreviews must meet no level above Metadata. At Request
// what is sent is written down, at RequestResponse what is answered too; a read sends nothing.
import { type AuditRequest, compareAuditLevels } from '../../engines/audit-policy/index.ts';
import { defineCheck, type Remedy } from '../check.ts';
import {
  auditPolicyKind,
  decisions,
  insertRulesRemedy,
  type PlacedRule,
  placedRules,
  policyOfObject,
  readVerbs,
  requestsFor,
  requestsOfRule,
  targetOf,
} from '../facts/audit-policy.ts';
import { patchRemedy } from '../facts/container-faults.ts';

const confidential: readonly (readonly [string, readonly string[]])[] = [
  ['secrets', [...readVerbs, 'create', 'update', 'patch']],
  ['serviceaccounts/token', ['create']],
  ['tokenreviews.authentication.k8s.io', ['create']],
];
const requests = confidential.flatMap(([target, verbs]) => requestsFor(target, verbs));
const confidentialResources: readonly string[] = ['secrets', 'configmaps', 'serviceaccounts/token', 'tokenreviews'];
const metadataRule = {
  level: 'Metadata',
  resources: [
    { group: '', resources: ['secrets', 'configmaps', 'serviceaccounts/token'] },
    { group: 'authentication.k8s.io', resources: ['tokenreviews'] },
  ],
};

export const auditPolicySecretBodies = defineCheck({
  id: 'audit-policy-secret-bodies',
  title: 'Audit log holds the content of Secrets',
  why: 'At these levels the value of every Secret and token that passes is written into the audit log, and from there into every system that collects logs. Who may read logs then holds the credentials of the whole cluster.',
  remedy: 'Record secrets, configmaps, serviceaccounts/token and tokenreviews at Metadata, in a rule before the wider ones.',
  severity: 'critical',
  layer: 'infrastructure',
  threats: ['data-exposure'],
  references: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy'],
  aliases: ['CIS-3.2.2', 'T1552'],
  appliesTo: auditPolicyKind,
  evaluate: (object) => {
    const policy = policyOfObject(object);
    return placedRules(policy).flatMap((placed) => {
      if (compareAuditLevels(placed.rule.level ?? 'None', 'Request') < 0) return [];
      const decided = decisions(policy, requestsOfRule(placed.rule, requests)).filter(
        ({ rule, level, request }) => rule === placed.index && holdsBody(level, request),
      );
      const targets = [...new Set(decided.map(({ request }) => targetOf(request)))];
      if (targets.length === 0) return [];
      return {
        kind: 'fault' as const,
        path: `${placed.path}/level`,
        reason: 'bodies of confidential resources are recorded',
        detail: `level ${placed.rule.level} writes the content of ${targets.join(', ')} into the log`,
        remedy: remedyOf(placed),
      };
    });
  },
});

function holdsBody(level: string, { verb }: AuditRequest): boolean {
  const isRead = readVerbs.some((read) => read === verb);
  return compareAuditLevels(level, isRead ? 'RequestResponse' : 'Request') >= 0;
}

/** A rule for confidential resources alone is lowered; before any other a rule of their own is put. */
function remedyOf({ rule, index, path }: PlacedRule): Remedy {
  const names = (rule.resources ?? []).flatMap(({ resources = ['*'] }) => resources);
  const isOwn = names.length > 0 && names.every((name) => confidentialResources.includes(name));
  return isOwn ? patchRemedy([{ op: 'replace', path: `${path}/level`, value: 'Metadata' }]) : insertRulesRemedy(index, [metadataRule]);
}
