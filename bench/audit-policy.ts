// SPDX-License-Identifier: Apache-2.0
// Decisions a second of the audit policy engine: a recorded log of millions of events goes through it.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {
  type AuditPolicy,
  type AuditRequest,
  evaluateAuditPolicy,
  PolicyReach,
  readAuditPolicy,
} from '../src/engines/audit-policy/index.ts';
import { readSource } from '../src/model/read.ts';
import { formatRows, type Row } from './row.ts';

const root = path.dirname(import.meta.dirname);
const shared = process.env['RAMPART_SHARED'] ?? path.join(root, '..', 'shared');
const policies = [
  ['hardened', path.join(root, 'examples/hardened/s1-02-audit-policy.yaml')],
  ['gce', path.join(shared, 'conformance/audit-policy/gce-audit-policy.yaml')],
] as const;

/** What a busy cluster asks, and some that go through to the last rule. */
function requests(): AuditRequest[] {
  const verbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];
  const resources = ['pods', 'configmaps', 'secrets', 'leases', 'events', 'deployments', 'endpointslices', 'roles'];
  const groups = ['', '', '', 'coordination.k8s.io', '', 'apps', 'discovery.k8s.io', 'rbac.authorization.k8s.io'];
  return Array.from({ length: 2000 }, (_, index) => {
    const namespace = `team-${index % 40}`;
    const user = {
      name: index % 3 === 0 ? `system:node:worker-${index % 50}` : `system:serviceaccount:${namespace}:app`,
      groups: index % 3 === 0 ? ['system:nodes', 'system:authenticated'] : ['system:serviceaccounts', 'system:authenticated'],
    };
    const at = index % resources.length;
    if (index % 20 === 0) return { user, verb: 'get', path: '/readyz' };
    return {
      user,
      verb: verbs[index % verbs.length] ?? 'get',
      apiGroup: groups[at] ?? '',
      resource: resources[at] ?? 'pods',
      subresource: index % 11 === 0 ? 'status' : '',
      namespace,
      name: `web-${index}`,
    };
  });
}

export function benchAuditPolicy(): readonly Row[] {
  const asked = requests();
  return policies.flatMap(([name, file]) => {
    if (!existsSync(file)) return [];
    const policy = readAuditPolicy(readSource({ name: file, text: readFileSync(file, 'utf8') }).objects[0]?.body ?? {}).policy;
    const rules = (policy.rules ?? []).length;
    return [
      {
        name: `${name}, ${rules} rules`,
        value: decisionsPerSecond(policy, asked),
        unit: 'decisions/s',
        limit: { value: 500_000, better: 'more' } as const,
      },
      { name: `${name}, reach and effect of every rule`, value: reachMs(policy), unit: 'ms' },
    ];
  });
}

function decisionsPerSecond(policy: AuditPolicy, asked: readonly AuditRequest[]): number {
  const round = () => {
    for (const request of asked) evaluateAuditPolicy(policy, request);
  };
  for (let warm = 0; warm < 100; warm++) round();
  const start = performance.now();
  const rounds = 500;
  for (let done = 0; done < rounds; done++) round();
  return Math.round((rounds * asked.length * 1000) / (performance.now() - start));
}

function reachMs(policy: AuditPolicy): number {
  const times = [0, 1, 2].map(() => {
    const start = performance.now();
    const reach = new PolicyReach(policy);
    for (const index of (policy.rules ?? []).keys()) if (reach.reachOf(index).kind === 'live') reach.effectOf(index);
    return performance.now() - start;
  });
  return Math.min(...times);
}

if (import.meta.main) process.stdout.write(`${formatRows('Audit policies', benchAuditPolicy())}\n`);
