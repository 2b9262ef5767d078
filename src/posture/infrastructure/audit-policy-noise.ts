// SPDX-License-Identifier: Apache-2.0
// Reads rules[*] as a whole: of the requests that the cluster makes by itself all the time, at least some must be left out.
import type { AuditRequest } from '../../engines/audit-policy/index.ts';
import { defineCheck } from '../check.ts';
import { auditPolicyKind, decisions, insertRulesRemedy, policyOfObject } from '../facts/audit-policy.ts';
import { likelySafe } from '../facts/remedy-class.ts';

const nodes = ['system:nodes', 'system:authenticated'];
const ofComponent = (name: string, request: Omit<AuditRequest, 'user'>, groups = ['system:authenticated']): AuditRequest => ({
  user: { name, groups },
  ...request,
});

/** What an idle cluster asks of its API server, again and again. */
const noise: readonly AuditRequest[] = [
  ofComponent('system:kube-proxy', { verb: 'watch', apiGroup: 'discovery.k8s.io', resource: 'endpointslices', namespace: '' }),
  ofComponent(
    'system:node:worker',
    { verb: 'update', apiGroup: 'coordination.k8s.io', resource: 'leases', namespace: 'kube-node-lease' },
    nodes,
  ),
  ofComponent('system:node:worker', { verb: 'get', resource: 'nodes', name: 'worker', namespace: '' }, nodes),
  ofComponent('system:node:worker', { verb: 'create', resource: 'events', namespace: 'default' }, nodes),
  ofComponent('system:anonymous', { verb: 'get', path: '/readyz' }, ['system:unauthenticated']),
  ofComponent('system:anonymous', { verb: 'get', path: '/livez' }, ['system:unauthenticated']),
  ofComponent('system:anonymous', { verb: 'get', path: '/healthz' }, ['system:unauthenticated']),
];

const quiet = [
  { level: 'None', nonResourceURLs: ['/healthz*', '/livez*', '/readyz*', '/version'] },
  {
    level: 'None',
    users: ['system:kube-proxy'],
    verbs: ['watch'],
    resources: [
      { group: '', resources: ['endpoints', 'services', 'services/status'] },
      { group: 'discovery.k8s.io', resources: ['endpointslices'] },
    ],
  },
  {
    level: 'None',
    verbs: ['get', 'update'],
    namespaces: ['kube-node-lease'],
    resources: [{ group: 'coordination.k8s.io', resources: ['leases'] }],
  },
];

export const auditPolicyNoise = defineCheck({
  id: 'audit-policy-noise',
  title: "Audit policy records the cluster's own noise",
  why: 'Health probes, leases and watches of nodes are most of all requests. Recorded, they push the trace of an attack out of a log of limited size, and hide it from whoever reads.',
  remedy:
    'Begin the policy with rules of level None for probes, leases and watches of named components: the first rule that matches decides.',
  severity: 'low',
  layer: 'infrastructure',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy'],
  aliases: [],
  appliesTo: auditPolicyKind,
  evaluate: (object) => {
    const policy = policyOfObject(object);
    const isLoud = (policy.rules ?? []).length > 0 && decisions(policy, noise).every(({ level }) => level !== 'None');
    if (!isLoud) return [];
    return [
      {
        kind: 'fault' as const,
        path: '/rules/-',
        reason: 'no rule leaves out noise',
        detail: 'probes, leases, events and the reads of nodes and kube-proxy are all recorded',
        remedy: likelySafe(insertRulesRemedy(0, quiet, 'Detections that read these events need another source.')),
      },
    ];
  },
});
