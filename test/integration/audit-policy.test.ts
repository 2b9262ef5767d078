// SPDX-License-Identifier: Apache-2.0
// The hardened audit policy on a real API server: it starts with it, records what the engine says, and never a Secret's content.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AuditPolicy, auditRequestOf, evaluateAuditPolicy, readAuditPolicy } from '../../src/engines/audit-policy/index.ts';
import { type AuditEvent, decodeAuditEvent } from '../../src/model/audit/event.ts';
import { readSource } from '../../src/model/read.ts';
import { AuditReplay } from '../../src/proof/audit-policy/replay.ts';
import { type Cluster, startCluster } from '../../testbed/cluster.ts';
import { describeWith } from '../../testbed/require.ts';
import { comparePolicy, knownPolicies } from '../differential/audit-policy/run.ts';
import { generatePolicy } from '../differential/audit-policy/generate.ts';
import { createRandom } from '../differential/pss/random.ts';

const file = path.join(import.meta.dirname, '../../examples/hardened/s1-02-audit-policy.yaml');

describeWith(['kube-apiserver', 'etcd'], 'audit policy', () => {
  let cluster: Cluster;
  let policy: AuditPolicy;

  beforeAll(async () => {
    const text = await readFile(file, 'utf8');
    policy = readAuditPolicy(readSource({ name: file, text }).objects[0]?.body ?? {}).policy;
    cluster = await startCluster({ auditPolicy: text });
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'hidden' }, stringData: { word: 'hunter2' } };
    const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'audited' }, rules: [] };
    await cluster.request('POST', '/api/v1/namespaces/default/secrets', secret);
    await cluster.request('GET', '/api/v1/namespaces/default/secrets/hidden');
    await cluster.request('POST', '/apis/rbac.authorization.k8s.io/v1/clusterroles', role);
    await cluster.request('DELETE', '/api/v1/namespaces/default/pods');
    await cluster.request('GET', '/version');
    await cluster.request('GET', '/apis/example.com/v1/examples');
  });
  afterAll(() => cluster.stop());

  const events = async (): Promise<AuditEvent[]> => {
    const lines = (await readFile(cluster.auditLog, 'utf8')).trim().split('\n');
    return lines.map((line) => {
      const event = decodeAuditEvent(JSON.parse(line));
      if ('broken' in event) throw new TypeError(event.broken);
      return event;
    });
  };

  it('is recorded as the engine says', async () => {
    await expect.poll(async () => (await events()).some(({ requestURI }) => requestURI.includes('example.com'))).toBe(true);
    const wrong = (await events()).filter((event) => {
      const decision = evaluateAuditPolicy(policy, auditRequestOf(event));
      return decision.level !== event.level || decision.omitStages.has(event.stage);
    });
    expect(wrong).toEqual([]);
    const levels = new Set((await events()).map(({ level }) => level));
    expect([...levels].toSorted()).toEqual(['Metadata', 'Request']);
    expect((await events()).some(({ requestURI }) => requestURI === '/version')).toBe(false);
  });

  it('holds no content of Secrets', async () => {
    const log = await readFile(cluster.auditLog, 'utf8');
    expect(log).toContain('"name":"hidden"');
    expect(log).not.toMatch(/hunter2|aHVudGVyMg/);
  });
});

describeWith(['kube-apiserver', 'etcd'], 'audit policies and requests of every kind', () => {
  const random = createRandom(2);
  const policies = [
    ...knownPolicies().map((policy, index) => [`one in use, ${index}`, policy] as const),
    ['a random one', generatePolicy(random)] as const,
  ];

  it.each(policies)('%s: level, stages and the bytes of every line, and nothing where nothing is recorded', async (_, policy) => {
    const { agreements, differences, recorded } = await comparePolicy(policy, random, 500);
    expect(differences).toEqual([]);
    expect(agreements).toBe(500);
    expect(recorded).toBeGreaterThan(30);
  });

  it('a log replayed under a policy comes to what a server with that policy records of the same requests', async () => {
    const [policy = {}] = knownPolicies();
    const everything = await comparePolicy({ rules: [{ level: 'RequestResponse' }] }, createRandom(5), 400);
    const { log } = await comparePolicy(policy, createRandom(5), 400);
    const replay = new AuditReplay(policy);
    for (const [index, event] of everything.log.entries()) replay.add(event, 'audit.log', index + 1);
    const { total, rules } = replay.result();
    expect([total.recorded, total.added, total.estimatedBytes, total.unknownBodies]).toEqual([log.length, 0, 0, 0]);
    const byRule = Map.groupBy(log, (event) => evaluateAuditPolicy(policy, auditRequestOf(event)).rule);
    for (const { rule, recorded } of rules) expect([rule, recorded]).toEqual([rule, byRule.get(rule)?.length ?? 0]);
    // Numbers of versions and how long a request took differ in their digits.
    const bytes = log.reduce((sum, event) => sum + (event.bytes ?? 0), 0);
    expect(Math.abs(total.bytes - bytes) / bytes).toBeLessThan(0.01);
  });
});
