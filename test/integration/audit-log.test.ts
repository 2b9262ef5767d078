// SPDX-License-Identifier: Apache-2.0
// The audit log of a real API server: from each of its events our engines come to the decision and the level that the server recorded.
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readAuditLogs } from '../../src/adapters/files/audit-logs.ts';
import { auditRequestOf, evaluateAuditPolicy, readAuditPolicy } from '../../src/engines/audit-policy/index.ts';
import { authorize, impersonationRequests, requestOf, userOf } from '../../src/engines/rbac/index.ts';
import { authorizationDecision } from '../../src/model/audit/attributes.ts';
import type { AuditEvent } from '../../src/model/audit/event.ts';
import { type Cluster, startCluster } from '../../testbed/cluster.ts';
import { describeWith } from '../../testbed/require.ts';
import { objectsIn, policyFrom } from '../differential/rbac/review.ts';

const auditPolicy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  rules: [
    { level: 'Metadata', resources: [{ resources: ['secrets', 'serviceaccounts/token'] }] },
    { level: 'Request', users: ['jane'], verbs: ['create'], namespaces: ['default'] },
    { level: 'RequestResponse' },
  ],
};

const rbac = 'rbac.authorization.k8s.io';
const rules = [
  { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch', 'create', 'update', 'patch'] },
  { apiGroups: [''], resources: ['secrets'], resourceNames: ['known'], verbs: ['get', 'list', 'delete'] },
  { apiGroups: [''], resources: ['pods/eviction'], resourceNames: ['web'], verbs: ['create'] },
  { apiGroups: ['apps'], resources: ['*/scale'], verbs: ['get'] },
];

/** Each as jane, unless it says as whom else. */
const requests: readonly (readonly [
  method: string,
  path: string,
  body?: object | undefined,
  headers?: Readonly<Record<string, string>>,
])[] = [
  [
    'POST',
    '/api/v1/namespaces/default/configmaps',
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'made' }, data: { word: 'hunter2' } },
  ],
  ['POST', '/api/v1/namespaces/default/configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'made' } }],
  ['PUT', '/api/v1/namespaces/default/configmaps/made', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'made' } }],
  ['PATCH', '/api/v1/namespaces/default/configmaps/made', { data: { a: 'b' } }],
  [
    'PATCH',
    '/api/v1/namespaces/default/configmaps/applied?fieldManager=test',
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'applied' } },
    { 'content-type': 'application/apply-patch+yaml' },
  ],
  ['GET', '/api/v1/namespaces/default/configmaps/absent'],
  ['GET', '/api/v1/configmaps'],
  ['GET', '/api/v1/namespaces/default/configmaps?watch=true&timeoutSeconds=1'],
  ['GET', '/api/v1/watch/namespaces/default/configmaps?timeoutSeconds=1'],
  ['GET', '/api/v1/namespaces/default/secrets'],
  ['GET', '/api/v1/namespaces/default/secrets?fieldSelector=metadata.name%3Dknown'],
  ['GET', '/api/v1/namespaces/default/secrets?fieldSelector=type%3DOpaque%2Cmetadata.name%3D%3Dknown&limit=1'],
  ['GET', '/api/v1/namespaces/default/secrets?fieldSelector=metadata.name!%3Dknown'],
  ['GET', '/api/v1/namespaces/default/secrets/known'],
  ['GET', '/api/v1/namespaces/default/secrets/other'],
  ['DELETE', '/api/v1/namespaces/default/secrets?fieldSelector=metadata.name%3Dknown'],
  ['DELETE', '/api/v1/namespaces/default/secrets/known'],
  ['POST', '/api/v1/namespaces/default/pods/web/eviction', { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'web' } }],
  ['POST', '/api/v1/namespaces/default/pods/db/eviction', { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'db' } }],
  ['GET', '/apis/apps/v1/namespaces/default/deployments/web/scale'],
  ['GET', '/apis/apps/v1/namespaces/default/deployments/web'],
  ['GET', '/api/v1/namespaces/default'],
  ['GET', '/api/v1/namespaces/default/status'],
  ['POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'made' } }],
  ['GET', '/api/v1/namespaces/default/con%66igmaps/made'],
  ['GET', '/api/v1/namespaces/default/configmaps/'],
  ['HEAD', '/api/v1/namespaces/default/configmaps/made'],
  ['OPTIONS', '/api/v1/namespaces/default/configmaps'],
  ['GET', '/apis/example.com/v1/namespaces/default/things/a/b/c'],
  ['GET', '/version'],
  ['GET', '/metrics'],
  ['GET', '/healthz/etcd'],
  ['GET', '/openapi/v3/apis/apps/v1'],
  ['GET', '/apis/apps/v1'],
  [
    'POST',
    '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
    { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace: 'default' } },
  ],
  ['GET', '/api/v1/namespaces/default/configmaps', undefined, { 'impersonate-user': 'friend' }],
  ['GET', '/api/v1/namespaces/default/configmaps', undefined, { 'impersonate-user': 'stranger' }],
  ['GET', '/api/v1/namespaces/default/secrets', undefined, { 'impersonate-user': 'friend', 'impersonate-group': 'readers' }],
];

async function record(cluster: Cluster): Promise<void> {
  const role = { apiVersion: `${rbac}/v1`, kind: 'Role', metadata: { name: 'jane' }, rules };
  const impersonation = {
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRole',
    metadata: { name: 'jane' },
    rules: [
      { apiGroups: [''], resources: ['users'], resourceNames: ['friend'], verbs: ['impersonate'] },
      { apiGroups: [''], resources: ['groups'], resourceNames: ['readers'], verbs: ['impersonate'] },
    ],
  };
  const subjects = [{ kind: 'User', name: 'jane', apiGroup: rbac }];
  const readers = [{ kind: 'Group', name: 'readers', apiGroup: rbac }];
  const binding = (kind: string, name: string, roleRef: object, to: object) => ({
    apiVersion: `${rbac}/v1`,
    kind,
    metadata: { name },
    roleRef: { apiGroup: rbac, ...roleRef },
    subjects: to,
  });
  const created = [
    [
      '/api/v1/namespaces/default/secrets',
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'known' }, stringData: { word: 'hunter2' } },
    ],
    [`/apis/${rbac}/v1/namespaces/default/roles`, role],
    [`/apis/${rbac}/v1/clusterroles`, impersonation],
    [`/apis/${rbac}/v1/namespaces/default/rolebindings`, binding('RoleBinding', 'jane', { kind: 'Role', name: 'jane' }, subjects)],
    [`/apis/${rbac}/v1/clusterrolebindings`, binding('ClusterRoleBinding', 'jane', { kind: 'ClusterRole', name: 'jane' }, subjects)],
    [`/apis/${rbac}/v1/clusterrolebindings`, binding('ClusterRoleBinding', 'readers', { kind: 'ClusterRole', name: 'view' }, readers)],
  ] as const;
  for (const [path, body] of created) expect((await cluster.request('POST', path, body)).status).toBe(201);
  const jane = cluster.connect(await cluster.identity('jane', ['dev']));
  for (const request of requests) {
    // The answers to HEAD and to a watch are not one JSON value, which the client expects.
    await jane.request(...request).catch((error: unknown) => {
      if (!(error instanceof SyntaxError)) throw error;
    });
  }
  await jane.request('GET', '/api/v1/namespaces/default/configmaps?marker=last');
}

async function eventsOf(cluster: Cluster): Promise<readonly AuditEvent[]> {
  let events: AuditEvent[] = [];
  const isComplete = async () => {
    events = [];
    const { log, problems } = await readAuditLogs([cluster.auditLog], (event) => events.push(event));
    expect([log.broken, problems]).toEqual([0, []]);
    return events.some(({ requestURI, stage }) => requestURI.endsWith('marker=last') && stage === 'ResponseComplete');
  };
  await expect.poll(isComplete, { timeout: 20_000 }).toBe(true);
  return events;
}

/** What the server decided otherwise than we do, where it says what it decided. */
async function differences(cluster: Cluster, events: readonly AuditEvent[]): Promise<string[]> {
  const policy = policyFrom(await objectsIn(cluster));
  return events.flatMap((event) => {
    const recorded = authorizationDecision(event);
    const user = userOf(event);
    if (recorded === undefined || user === undefined) return [];
    const ours = authorize(policy, user, requestOf(event)) === undefined ? 'forbid' : 'allow';
    return ours === recorded ? [] : [`${event.verb} ${event.requestURI} by ${user.name}: ${ours}, not ${recorded}`];
  });
}

describeWith(['kube-apiserver', 'etcd', 'kube-controller-manager'], 'audit log', () => {
  it.each(['blocking', 'batch'])('is read as the server decided, mode %s', { timeout: 90_000 }, async (mode) => {
    const cluster = await startCluster({ auditPolicy, flags: { 'audit-log-mode': mode }, controllerManager: mode === 'blocking' });
    try {
      await record(cluster);
      const events = await eventsOf(cluster);
      expect(await differences(cluster, events)).toEqual([]);
      const janes = events.filter(({ user, stage }) => user?.name === 'jane' && stage === 'ResponseComplete');
      expect(janes.length).toBe(requests.length + 1);
      const decisions = janes.map(authorizationDecision);
      expect(decisions.filter((decision) => decision === 'allow').length).toBeGreaterThan(15);
      expect(decisions.filter((decision) => decision === 'forbid').length).toBeGreaterThan(10);

      const { policy } = readAuditPolicy(auditPolicy);
      const levels = events.filter((event) => evaluateAuditPolicy(policy, auditRequestOf(event)).level !== event.level);
      expect(levels.map(({ verb, requestURI, level }) => `${verb} ${requestURI} ${level}`)).toEqual([]);

      // Bodies are in the log, and not in what is read of it.
      expect(await readFile(cluster.auditLog, 'utf8')).toContain('hunter2');
      expect(JSON.stringify(events)).not.toContain('hunter2');
      const impersonations = events.filter(({ impersonatedUser, user }) => impersonatedUser !== undefined && user?.name === 'jane');
      expect(
        new Set(impersonations.flatMap(impersonationRequests).map((request) => (request.kind === 'resource' ? request.name : ''))),
      ).toEqual(new Set(['friend', 'readers']));
    } finally {
      await cluster.stop();
    }
  });

  it('is read in its text format, too', { timeout: 60_000 }, async () => {
    const cluster = await startCluster({ auditPolicy, flags: { 'audit-log-format': 'legacy' } });
    try {
      await record(cluster);
      const events = await eventsOf(cluster);
      expect(await differences(cluster, events)).toEqual([]);
      expect(new Set(events.map(({ user }) => user?.name))).toContain('jane');
      expect(events.filter(({ stage, user }) => stage === 'ResponseComplete' && user?.name === 'jane').length).toBe(requests.length + 1);
    } finally {
      await cluster.stop();
    }
  });
});
