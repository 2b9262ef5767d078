// SPDX-License-Identifier: Apache-2.0
// The hardened audit policy on a real API server: it starts with it, records what the engine says, and never a Secret's content.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AuditPolicy, evaluateAuditPolicy, readAuditPolicy } from '../../src/engines/audit-policy/index.ts';
import { readSource } from '../../src/model/read.ts';
import { type Cluster, startCluster } from '../../testbed/cluster.ts';
import { describeWith } from '../../testbed/require.ts';

const file = path.join(import.meta.dirname, '../../examples/hardened/s1-02-audit-policy.yaml');

interface AuditEvent {
  readonly level: string;
  readonly stage: string;
  readonly verb: string;
  readonly requestURI: string;
  readonly user: { readonly username?: string; readonly groups?: readonly string[] };
  readonly objectRef?: {
    readonly resource?: string;
    readonly subresource?: string;
    readonly namespace?: string;
    readonly name?: string;
    readonly apiGroup?: string;
  };
}

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
    return lines.map((line): AuditEvent => JSON.parse(line));
  };

  it('is recorded as the engine says', async () => {
    await expect.poll(async () => (await events()).some(({ requestURI }) => requestURI.includes('example.com'))).toBe(true);
    const wrong = (await events()).filter((event) => {
      const decision = evaluateAuditPolicy(policy, requestOf(event));
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

function requestOf({ user, verb, objectRef, requestURI }: AuditEvent): Parameters<typeof evaluateAuditPolicy>[1] {
  const who = user.username === undefined ? {} : { user: { name: user.username, groups: user.groups ?? [] } };
  return { ...who, ...objectRef, verb, path: requestURI.replace(/\?.*/, '') };
}
