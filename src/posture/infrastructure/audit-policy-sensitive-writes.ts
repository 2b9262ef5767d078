// SPDX-License-Identifier: Apache-2.0
// Reads rules[*]: writes that change who may do what, or what the API server lets pass, must be recorded with what was sent.
import { compareAuditLevels } from '../../engines/audit-policy/index.ts';
import { defineCheck, type Fault } from '../check.ts';
import {
  auditPolicyKind,
  type DecidedRequest,
  decisions,
  insertRulesRemedy,
  isSelective,
  placedRules,
  policyOfObject,
  requestsFor,
  targetOf,
  writeVerbs,
} from '../facts/audit-policy.ts';

/** What an attacker writes to stay, by group. */
const sensitive: Readonly<Record<string, readonly string[]>> = {
  'rbac.authorization.k8s.io': ['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'],
  'admissionregistration.k8s.io': [
    'mutatingwebhookconfigurations',
    'validatingwebhookconfigurations',
    'validatingadmissionpolicies',
    'validatingadmissionpolicybindings',
  ],
  'certificates.k8s.io': ['certificatesigningrequests', 'certificatesigningrequests/approval'],
  'apiextensions.k8s.io': ['customresourcedefinitions'],
  'apiregistration.k8s.io': ['apiservices'],
  'networking.k8s.io': ['networkpolicies'],
  '': ['namespaces'],
};
const requests = Object.entries(sensitive).flatMap(([group, resources]) =>
  resources.flatMap((resource) => requestsFor(group === '' ? resource : `${resource}.${group}`, ['create', 'update', 'patch'])),
);

export const auditPolicySensitiveWrites = defineCheck({
  id: 'audit-policy-sensitive-writes',
  title: 'What is written to sensitive resources is not recorded',
  why: 'Metadata says that a binding or webhook was written, but not who was bound to what or where the webhook sends. Attackers who grant themselves rights or redirect the API server leave no trace of what they did.',
  remedy:
    'Record writes of RBAC, webhooks and admission policies, certificate requests, CRDs, APIServices, NetworkPolicies and namespaces at Request or above.',
  severity: 'medium',
  layer: 'infrastructure',
  threats: ['privilege-escalation', 'unauthorized-access'],
  references: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy'],
  aliases: ['CIS-3.2.2', 'T1098'],
  appliesTo: auditPolicyKind,
  evaluate: (object) => {
    const policy = policyOfObject(object);
    if (!isSelective(policy.rules)) return [];
    const below = decisions(policy, requests).filter(({ level }) => compareAuditLevels(level, 'Request') < 0);
    const isOwn = ({ rule }: DecidedRequest) => isSelective(policy.rules?.[rule ?? -1]?.resources);
    const named = placedRules(policy).flatMap(({ index, path }) =>
      faultAt(
        `${path}/level`,
        below.filter((d) => d.rule === index && isOwn(d)),
        index,
      ),
    );
    const rest = below.filter((decision) => !isOwn(decision));
    return [...named, ...faultAt('/rules/-', rest, Math.min(...rest.map(({ rule }) => rule ?? policy.rules?.length ?? 0)))];
  },
});

/** One fault for all of these requests; the remedy stands before the rule that decides them now. */
function faultAt(path: string, below: readonly DecidedRequest[], index: number): Fault[] {
  const targets = [...new Set(below.map(({ request }) => targetOf(request)))];
  if (targets.length === 0) return [];
  const resources = Object.entries(sensitive).flatMap(([group, names]) => {
    const missed = names.filter((name) => targets.includes(group === '' ? name : `${name}.${group}`));
    return missed.length === 0 ? [] : [{ group, resources: missed }];
  });
  return [
    {
      kind: 'fault',
      path,
      reason: 'writes are recorded without what was written',
      detail: `less than Request for ${targets.join(', ')}`,
      remedy: insertRulesRemedy(index, [{ level: 'Request', verbs: [...writeVerbs], resources }]),
    },
  ];
}
