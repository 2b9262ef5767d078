// SPDX-License-Identifier: Apache-2.0
// The edges of the attack graph beside the API server: what an edge says is possible a user with these rights does, and what is near it
// and is no edge is refused.
import { generateKeyPairSync, sign } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { field, type Json, type JsonObject, stringField } from '../../src/model/json.ts';
import { parseVersion, newestKubernetes, formatVersion } from '../../src/model/version.ts';
import { graphOf } from '../../src/proof/paths/testing.ts';
import type { Client } from '../../testbed/client.ts';
import { type Cluster, startCluster } from '../../testbed/cluster.ts';
import { describeWith } from '../../testbed/require.ts';

const rbac = 'rbac.authorization.k8s.io';
const admission = 'admissionregistration.k8s.io';
const certificates = 'certificates.k8s.io';
const rule = (verbs: string, resources: string, group = '', names?: string): JsonObject => ({
  apiGroups: [group],
  resources: resources.split(','),
  verbs: verbs.split(','),
  ...(names === undefined ? {} : { resourceNames: names.split(',') }),
});

/** Rights of a user: those of '' everywhere, others in their namespace. */
type Rights = Readonly<Record<string, readonly JsonObject[]>>;

interface Case {
  readonly edge: string;
  readonly title: string;
  readonly rights: Rights;
  readonly possible: boolean;
  /** The statuses of what the user tries, the last of which decides. */
  readonly attempt: (as: Attempt) => Promise<number>;
}

interface Attempt {
  readonly user: string;
  readonly client: Client;
  readonly cluster: Cluster;
}

/** What must not happen on the way: neither success nor refusal. */
const unexpected = 0;

const shop = '/api/v1/namespaces/shop';
const closed = '/api/v1/namespaces/closed';
const roles = `/apis/${rbac}/v1`;
const pod = (name: string, spec: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'a', image: 'registry.example.com/a:1' }], ...spec },
});
const privileged = { containers: [{ name: 'a', image: 'registry.example.com/a:1', securityContext: { privileged: true } }] };
const restricted: JsonObject = {
  securityContext: { runAsNonRoot: true, runAsUser: 10_001, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      name: 'a',
      image: 'registry.example.com/a:1',
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      volumeMounts: [{ name: 'host', mountPath: '/host' }],
    },
  ],
  volumes: [{ name: 'host', persistentVolumeClaim: { claimName: 'host' } }],
};
const bindSelf = (user: string, name: string, role = 'cluster-admin'): JsonObject => ({
  apiVersion: `${rbac}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name },
  roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: role },
  subjects: [{ kind: 'User', name: user, apiGroup: rbac }],
});
const everything = { rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] };
const token = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };

const cases: readonly Case[] = [
  both(
    'mint-tokens',
    'a token of a ServiceAccount',
    { shop: [rule('create', 'serviceaccounts/token', '', 'op')] },
    { shop: [rule('create', 'serviceaccounts/token', '', 'web')] },
    async ({ client }) => (await client.request('POST', `${shop}/serviceaccounts/op/token`, token)).status,
  ),
  both(
    'create-pods',
    'a Pod as another ServiceAccount',
    { shop: [rule('create', 'pods')] },
    { shop: [rule('create', 'pods', '', 'a')] },
    async ({ client, user }) => (await client.request('POST', `${shop}/pods`, pod(user, { serviceAccountName: 'op' }))).status,
  ),
  both(
    'create-pods',
    'the template of one Deployment',
    { shop: [rule('patch', 'deployments', 'apps', 'web')] },
    { shop: [rule('patch', 'deployments/scale', 'apps', 'web')] },
    async ({ client }) =>
      (
        await client.request('PATCH', '/apis/apps/v1/namespaces/shop/deployments/web', {
          spec: { template: { spec: { serviceAccountName: 'op' } } },
        })
      ).status,
  ),
  both(
    'bind',
    'cluster-admin, by a new binding',
    { '': [rule('bind', 'clusterroles', rbac), rule('create', 'clusterrolebindings', rbac)] },
    { '': [rule('create', 'clusterrolebindings', rbac)] },
    async ({ client, user }) => (await client.request('POST', `${roles}/clusterrolebindings`, bindSelf(user, `new-${user}`))).status,
  ),
  both(
    'bind',
    'a role that a binding of it grants, by its subjects',
    { '': [rule('bind', 'clusterroles', rbac, 'edit'), rule('patch', 'clusterrolebindings', rbac, 'editors')] },
    { '': [rule('patch', 'clusterrolebindings', rbac, 'editors')] },
    async ({ client, user }) =>
      (await client.request('PATCH', `${roles}/clusterrolebindings/editors`, { subjects: [{ kind: 'User', name: user, apiGroup: rbac }] }))
        .status,
  ),
  both(
    'bind',
    'a ClusterRole in a namespace, by a Role',
    { shop: [rule('bind', 'clusterroles', rbac, 'edit'), rule('create', 'rolebindings', rbac)] },
    { shop: [rule('bind', 'clusterroles', rbac, 'view'), rule('create', 'rolebindings', rbac)] },
    async ({ client, user }) =>
      (
        await client.request('POST', `${roles}/namespaces/shop/rolebindings`, {
          ...bindSelf(user, `new-${user}`, 'edit'),
          kind: 'RoleBinding',
        })
      ).status,
  ),
  both(
    'escalate',
    'every right, into the own ClusterRole',
    { '': [rule('escalate,patch', 'clusterroles', rbac)] },
    { '': [rule('patch', 'clusterroles', rbac)] },
    async ({ client, user }) => (await client.request('PATCH', `${roles}/clusterroles/${user}`, everything)).status,
  ),
  both(
    'escalate',
    'a label by which admin gathers a role that one does not hold',
    { '': [rule('escalate,patch', 'clusterroles', rbac)] },
    { '': [rule('patch', 'clusterroles', rbac)] },
    async ({ client, user }) =>
      (await client.request('PATCH', `${roles}/clusterroles/nodes`, { metadata: { labels: { [`${rbac}/aggregate-to-view`]: user } } }))
        .status,
  ),
  both(
    'escalate',
    'a Role that is bound while it grants nothing',
    { shop: [rule('escalate,create,patch', 'roles', rbac), rule('create', 'rolebindings', rbac)] },
    { shop: [rule('create,patch', 'roles', rbac), rule('create', 'rolebindings', rbac)] },
    async ({ client, user }) => {
      const base = `${roles}/namespaces/shop`;
      const role = { apiVersion: `${rbac}/v1`, kind: 'Role', metadata: { name: `new-${user}` }, rules: [] };
      const created = await client.request('POST', `${base}/roles`, role);
      const roleRef = { apiGroup: rbac, kind: 'Role', name: `new-${user}` };
      const bound = await client.request('POST', `${base}/rolebindings`, {
        ...bindSelf(user, `new-${user}`),
        kind: 'RoleBinding',
        roleRef,
      });
      if (created.status !== 201 || bound.status !== 201) return unexpected;
      return (await client.request('PATCH', `${base}/roles/new-${user}`, everything)).status;
    },
  ),
  both(
    'impersonate-groups',
    'system:masters',
    { '': [rule('impersonate', 'users,groups')] },
    { '': [rule('impersonate', 'groups')] },
    async ({ client }) =>
      (await client.request('GET', '/api/v1/secrets', undefined, { 'Impersonate-User': 'x', 'Impersonate-Group': 'system:masters' }))
        .status,
  ),
  both(
    'impersonate-accounts',
    'a ServiceAccount',
    { shop: [rule('impersonate', 'serviceaccounts')] },
    { closed: [rule('impersonate', 'serviceaccounts')] },
    async ({ client }) =>
      (await client.request('GET', '/api/v1/secrets', undefined, { 'Impersonate-User': 'system:serviceaccount:shop:op' })).status,
  ),
  both(
    'read-secrets',
    'the content of Secrets, by a list',
    { shop: [rule('list', 'secrets')] },
    { shop: [rule('create', 'secrets')] },
    async ({ client }) => (await client.request('GET', `${shop}/secrets`)).status,
  ),
  both(
    'token-secret',
    'a token, by a Secret for it',
    { shop: [rule('create,get', 'secrets')] },
    { shop: [rule('create', 'secrets')] },
    async ({ client, user }) => {
      const annotations = { 'kubernetes.io/service-account.name': 'op' };
      const secret = {
        apiVersion: 'v1',
        kind: 'Secret',
        type: 'kubernetes.io/service-account-token',
        metadata: { name: user, annotations },
      };
      if ((await client.request('POST', `${shop}/secrets`, secret)).status !== 201) return unexpected;
      const read = await client.request('GET', `${shop}/secrets/${user}`);
      return read.status === 200 ? await filled(client, `${shop}/secrets/${user}`, 'data', 'token') : read.status;
    },
  ),
  both(
    'relabel-namespace',
    'the Pod Security label, by a Role of the namespace itself',
    { closed: [rule('create', 'pods'), rule('patch', 'namespaces')] },
    { closed: [rule('create', 'pods')], shop: [rule('patch', 'namespaces')] },
    async ({ client, user }) => {
      const { status } = await client.request('PATCH', closed, {
        metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
      });
      return status === 200 ? (await client.request('POST', `${closed}/pods`, pod(user, privileged))).status : status;
    },
  ),
  both(
    'host-path-volume',
    'a path of the node past the level restricted',
    { '': [rule('create', 'persistentvolumes')], closed: [rule('create', 'pods,persistentvolumeclaims')] },
    { closed: [rule('create', 'pods,persistentvolumeclaims')] },
    async ({ client, user }) => {
      const volume = await client.request('POST', '/api/v1/persistentvolumes', {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: user },
        spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteMany'], hostPath: { path: '/' }, storageClassName: user },
      });
      if (volume.status !== 201) return volume.status;
      const claim = {
        accessModes: ['ReadWriteMany'],
        resources: { requests: { storage: '1Gi' } },
        storageClassName: user,
        volumeName: user,
      };
      const claimed = await client.request('POST', `${closed}/persistentvolumeclaims`, {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'host' },
        spec: claim,
      });
      if (claimed.status !== 201) return unexpected;
      return (await client.request('POST', `${closed}/pods`, pod(user, restricted))).status;
    },
  ),
  both(
    'debug-pods',
    'a container in a running Pod',
    { shop: [rule('patch', 'pods/ephemeralcontainers')] },
    { shop: [rule('patch', 'pods/status')] },
    async ({ client, user }) =>
      (
        await client.request('PATCH', `${shop}/pods/web/ephemeralcontainers`, {
          spec: { ephemeralContainers: [{ name: user, image: 'registry.example.com/a:1' }] },
        })
      ).status,
  ),
  both(
    'change-pods',
    'another image in a running Pod',
    { shop: [rule('patch', 'pods')] },
    { shop: [rule('patch', 'pods/status')] },
    async ({ client }) =>
      (
        await client.request(
          'PATCH',
          `${shop}/pods/web`,
          [{ op: 'replace', path: '/spec/containers/0/image', value: 'registry.example.com/b:1' }],
          { 'content-type': 'application/json-patch+json' },
        )
      ).status,
  ),
  both(
    'change-webhooks',
    'a webhook that sees every Pod',
    { '': [rule('create', 'mutatingwebhookconfigurations', admission)] },
    { '': [rule('get', 'mutatingwebhookconfigurations', admission)] },
    async ({ client, user }) =>
      (
        await client.request('POST', `/apis/${admission}/v1/mutatingwebhookconfigurations?dryRun=All`, {
          apiVersion: `${admission}/v1`,
          kind: 'MutatingWebhookConfiguration',
          metadata: { name: user },
          webhooks: [
            {
              name: 'a.example.com',
              admissionReviewVersions: ['v1'],
              sideEffects: 'None',
              failurePolicy: 'Ignore',
              clientConfig: { url: 'https://127.0.0.1:1/' },
              rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
            },
          ],
        })
      ).status,
  ),
  both(
    'approve-certificates',
    'a certificate of another user',
    {
      '': [
        rule('create,get', 'certificatesigningrequests', certificates),
        rule('update', 'certificatesigningrequests/approval', certificates),
        rule('approve', 'signers', certificates, 'kubernetes.io/kube-apiserver-client'),
      ],
    },
    {
      '': [
        rule('create,get', 'certificatesigningrequests', certificates),
        rule('update', 'certificatesigningrequests/approval', certificates),
        rule('approve', 'signers', certificates, 'example.com/other'),
      ],
    },
    async (as) => await approved(as, 'CN=system:kube-controller-manager', undefined),
  ),
].flat();

/** One that is possible and one that is near it. */
function both(edge: string, title: string, rights: Rights, near: Rights, attempt: Case['attempt']): Case[] {
  return [
    { edge, title, rights, possible: true, attempt },
    { edge, title: `not ${title}`, rights: near, possible: false, attempt },
  ];
}

let cluster: Cluster;

describeWith(['kube-apiserver', 'etcd', 'kube-controller-manager'], 'attack paths', () => {
  beforeAll(async () => {
    cluster = await startCluster({ controllerManager: true });
    for (const object of standing) await create(object);
  }, 120_000);
  afterAll(async () => {
    await cluster?.stop();
  });

  it.each(cases.map((one, index) => [`${one.edge}: ${one.title}`, one, index] as const))(
    '%s',
    { timeout: 60_000 },
    async (_, one, index) => {
      const user = `eve-${index}`;
      const objects = grants(user, one.rights);
      for (const object of objects) await create(object);
      await cluster.request('PATCH', closed, { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } });
      const client = cluster.connect(await cluster.identity(user));
      try {
        expect(reaches([...standing, ...objects], user, one)).toBe(one.possible);
        const status = await one.attempt({ user, client, cluster });
        if (one.possible) expect([200, 201]).toContain(status);
        else expect(status).toBe(403);
      } finally {
        client.close();
      }
    },
  );

  it('signs no certificate of system:masters', { timeout: 60_000 }, async () => {
    const user = 'masters';
    for (const object of grants(user, { '': [rule('create,get', 'certificatesigningrequests', certificates)] })) await create(object);
    const client = cluster.connect(await cluster.identity(user));
    expect(await approved({ user, client, cluster }, 'CN=x', 'system:masters')).toBe(403);
    client.close();
  });
});

const namespace = (name: string, level?: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: level === undefined ? {} : { 'pod-security.kubernetes.io/enforce': level } },
});
const account = (name: string): JsonObject => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: 'shop' } });

/** What is there before anybody asks. */
const standing: readonly JsonObject[] = [
  namespace('shop'),
  namespace('closed', 'restricted'),
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'closed' } },
  account('default'),
  account('web'),
  account('op'),
  { ...bindSelf('nobody', 'op'), subjects: [{ kind: 'ServiceAccount', name: 'op', namespace: 'shop' }] },
  bindSelf('editor', 'editors', 'edit'),
  { apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata: { name: 'nodes' }, rules: [rule('patch', 'nodes')] },
  { ...pod('web'), metadata: { name: 'web', namespace: 'shop' } },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'a', image: 'registry.example.com/a:1' }] } },
    },
  },
];

function grants(user: string, rights: Rights): JsonObject[] {
  return Object.entries(rights).flatMap(([of, rules]): JsonObject[] => {
    const [role, binding] = of === '' ? ['ClusterRole', 'ClusterRoleBinding'] : ['Role', 'RoleBinding'];
    const metadata = { name: user, ...(of === '' ? {} : { namespace: of }) };
    const subjects = [{ kind: 'User', name: user, apiGroup: rbac }];
    return [
      { apiVersion: `${rbac}/v1`, kind: role, metadata, rules },
      { apiVersion: `${rbac}/v1`, kind: binding, metadata, roleRef: { apiGroup: rbac, kind: role, name: user }, subjects },
    ];
  });
}

const collections: Readonly<Record<string, string>> = {
  Namespace: '/api/v1/namespaces',
  ServiceAccount: '/api/v1/namespaces/*/serviceaccounts',
  Pod: '/api/v1/namespaces/*/pods',
  Deployment: '/apis/apps/v1/namespaces/*/deployments',
  ClusterRole: `${roles}/clusterroles`,
  ClusterRoleBinding: `${roles}/clusterrolebindings`,
  Role: `${roles}/namespaces/*/roles`,
  RoleBinding: `${roles}/namespaces/*/rolebindings`,
};

async function create(object: JsonObject): Promise<void> {
  const path = (collections[stringField(object, 'kind') ?? ''] ?? '').replace(
    '*',
    stringField(field(object, 'metadata'), 'namespace') ?? '',
  );
  const { status, body } = await cluster.request('POST', path, object);
  // The controller manager makes ServiceAccounts named default.
  if (status !== 201 && status !== 409) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
}

/** Whether the graph has an edge of the kind for this user, by his bindings or by all of them. */
function reaches(objects: readonly JsonObject[], user: string, { edge, possible }: Case): boolean {
  const version = formatVersion(parseVersion(cluster.version) ?? newestKubernetes);
  const graph = graphOf({ objects, live: true, version });
  const own = new Set([graph.world.footholds.user(user)]);
  for (const foothold of own) for (const { kind, to } of graph.from[foothold.id] ?? []) if (kind.length === 0) own.add(to);
  const found = [...own].flatMap(({ id }) => (graph.from[id] ?? []).filter(({ kind }) => kind.id === edge));
  // What is near may be an edge of the same kind to less.
  const less = new Set(['Role shop/web', 'ClusterRole view in shop', 'ServiceAccount shop/web', 'all ServiceAccounts of closed']);
  return possible ? found.length > 0 : found.some(({ to }) => !less.has(to.name));
}

/** 200 once a controller has written a long text into an object. */
async function filled(client: Client, path: string, part: string, key: string): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const { body } = await client.request('GET', path);
    if ((stringField(field(body as Json, part), key)?.length ?? 0) > 100) return 200;
    await setTimeout(100);
  }
  return unexpected;
}

/** Requests a certificate for a client, approves it and waits for it; the status of what was refused, or 200. */
async function approved({ user, client }: Attempt, commonName: string, organization: string | undefined): Promise<number> {
  const path = `/apis/${certificates}/v1/certificatesigningrequests`;
  const spec = {
    request: Buffer.from(requestFor(commonName.slice(3), organization)).toString('base64'),
    signerName: 'kubernetes.io/kube-apiserver-client',
    usages: ['client auth'],
  };
  const created = await client.request('POST', path, {
    apiVersion: `${certificates}/v1`,
    kind: 'CertificateSigningRequest',
    metadata: { name: user },
    spec,
  });
  if (created.status !== 201) return created.status;
  const conditions = [{ type: 'Approved', status: 'True', reason: 'test', message: 'test' }];
  const { status } = await client.request('PUT', `${path}/${user}/approval`, { ...(created.body as JsonObject), status: { conditions } });
  if (status !== 200) return status;
  return await filled(client, `${path}/${user}`, 'status', 'certificate');
}

/** A certificate signing request in PEM: RFC 2986, by hand, since Node makes none. */
function requestFor(commonName: string, organization: string | undefined): string {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(...(organization === undefined ? [] : [relative('55040a', organization)]), relative('550403', commonName));
  const information = sequence(
    der(0x02, Buffer.from([0])),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa0, Buffer.alloc(0)),
  );
  const algorithm = sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
  const signature = sign('sha256', information, privateKey);
  const whole = sequence(information, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return `-----BEGIN CERTIFICATE REQUEST-----\n${whole.toString('base64').replaceAll(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE REQUEST-----\n`;
}

function relative(type: string, value: string): Buffer {
  return der(0x31, sequence(der(0x06, Buffer.from(type, 'hex')), der(0x0c, Buffer.from(value))));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
