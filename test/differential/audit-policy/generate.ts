// SPDX-License-Identifier: Apache-2.0
// Audit policies and requests drawn from so few words that they often meet, and each request as it is sent.
import type { AuditPolicy, AuditRequest, AuditRule, GroupResources } from '../../../src/engines/audit-policy/index.ts';
import type { Random } from '../pss/random.ts';

export interface Caller {
  readonly user: AuditRequest['user'];
  /** How it says who it is; an account is known by a token that the server gave out. */
  readonly by: { readonly token: string } | 'certificate' | 'account' | 'nothing';
}

const member = (name: string, ...groups: readonly string[]) => ({ name, groups: [...groups, 'system:authenticated'] });
const account = (namespace: string, name: string) =>
  member(`system:serviceaccount:${namespace}:${name}`, 'system:serviceaccounts', `system:serviceaccounts:${namespace}`);

/** Users of the server's token file. The server itself adds system:authenticated. */
export const knownUsers = [
  member('root', 'system:masters'),
  member('jane', 'developers'),
  member('joe', 'developers', 'ops'),
  member('jim'),
  member('kubelet'),
  member('system:node:worker', 'system:nodes'),
  member('system:kube-proxy'),
  member('system:kube-controller-manager'),
  member('system:apiserver'),
  member('cluster-autoscaler'),
  account('kube-system', 'namespace-controller'),
  account('shop', 'api'),
] as const;

/** Known by a certificate of its own. */
export const certificateUser = member('carol', 'developers');
/** A service account that there is, with a token of the server's. */
export const accountUser = account('shop', 'default');

const callers: readonly Caller[] = [
  ...knownUsers.map((user, index) => ({ user, by: { token: tokenOf(index) } })),
  { user: certificateUser, by: 'certificate' },
  { user: accountUser, by: 'account' },
  { user: { name: 'system:anonymous', groups: ['system:unauthenticated'] }, by: 'nothing' },
  // Known to nobody: answered 401.
  { user: undefined, by: { token: 'wrong' } },
];

export function tokenOf(index: number): string {
  return `token-${index}`;
}

export interface Asked {
  readonly caller: Caller;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object;
  /** What the policy is asked, by what was sent. */
  readonly request: AuditRequest;
}

const groups = ['', '', '', 'apps', 'rbac.authorization.k8s.io', 'coordination.k8s.io', 'example.com'] as const;
const resources: Readonly<Record<string, readonly string[]>> = {
  '': ['pods', 'secrets', 'configmaps', 'events', 'endpoints', 'services', 'serviceaccounts', 'nodes', 'namespaces'],
  apps: ['deployments', 'daemonsets'],
  'rbac.authorization.k8s.io': ['roles', 'clusterroles'],
  'coordination.k8s.io': ['leases'],
  'example.com': ['widgets'],
};
const clusterScoped: ReadonlySet<string> = new Set(['nodes', 'namespaces', 'clusterroles']);
const subresources = ['status', 'log', 'exec', 'attach', 'scale', 'token', 'finalize', 'ephemeralcontainers', 'nothing'];
const names = ['web', 'db', 'kubernetes', 'a.b-c'];
const namespaces = ['default', 'kube-system', 'shop'];
const paths = [
  '/healthz',
  '/healthz/ping',
  '/livez',
  '/readyz/ping',
  '/version',
  '/version/',
  '/api',
  '/apis',
  '/api/v1',
  '/apis/apps/v1',
  '/metrics/slis',
  '/nope',
  '/swagger.json',
  '/',
];
const methods = {
  get: 'GET',
  list: 'GET',
  watch: 'GET',
  create: 'POST',
  update: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  deletecollection: 'DELETE',
} as const;
const verbs = ['get', 'get', 'list', 'list', 'create', 'update', 'patch', 'delete', 'deletecollection', 'watch'] as const;

export function generateAsked(random: Random): Asked {
  const caller = random.pick(callers);
  // The policy is asked about who logged in, whoever they say they are.
  const impersonating = random.chance(0.1) ? { 'impersonate-user': random.pick(['jane', 'system:kube-proxy']) } : {};
  const asked = random.chance(0.2) ? ofPath(random) : ofResource(random);
  const { user } = caller;
  return {
    ...asked,
    caller,
    headers: { ...asked.headers, ...impersonating },
    request: { ...(user === undefined ? {} : { user }), ...asked.request },
  };
}

function ofPath(random: Random): Omit<Asked, 'caller'> {
  const path = random.pick(paths);
  const method = random.pick(['GET', 'GET', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);
  const query = random.chance(0.2) ? '?verbose' : '';
  return { method, url: `${path}${query}`, headers: {}, request: { verb: method.toLowerCase(), path } };
}

function ofResource(random: Random): Omit<Asked, 'caller'> {
  const apiGroup = random.pick(groups);
  const resource = random.pick(resources[apiGroup] ?? ['widgets']);
  const verb = random.pick(verbs);
  const isOfOne = verb === 'get' || verb === 'update' || verb === 'patch' || verb === 'delete';
  const hasSubresource = (isOfOne || verb === 'create') && random.chance(0.35);
  const name = isOfOne || hasSubresource ? random.pick(names) : '';
  // What else stands behind a namespace is a resource in it.
  const subresource = hasSubresource ? random.pick(resource === 'namespaces' ? ['status', 'finalize'] : subresources) : '';
  const isPlaced = !clusterScoped.has(resource) && (name !== '' || verb === 'create' || random.chance(0.7));
  const namespace = isPlaced ? random.pick(namespaces) : resource === 'namespaces' ? name : '';
  const root = apiGroup === '' ? '/api/v1' : `/apis/${apiGroup}/v1`;
  // A watch of the old form, which names it in the path.
  const isOldWatch = verb === 'watch' && random.chance(0.3);
  const selected = (verb === 'list' || verb === 'watch') && !isOldWatch && random.chance(0.2) ? random.pick(names) : '';
  const query = [
    ...(verb === 'watch' ? ['timeoutSeconds=1', ...(isOldWatch ? [] : ['watch=true'])] : []),
    ...(selected === '' ? [] : [`fieldSelector=metadata.name%3D${selected}`]),
    // What root may do shall not be done.
    ...(methods[verb] === 'GET' ? [] : ['dryRun=All']),
  ].join('&');
  const place = isPlaced ? `/namespaces/${namespace}` : '';
  const object = `${resource}${name && `/${random.chance(0.2) ? name.replace('-', '%2D') : name}`}${subresource && `/${subresource}`}`;
  const method = verb === 'get' && random.chance(0.1) ? 'HEAD' : methods[verb];
  return {
    method,
    url: `${root}${isOldWatch ? '/watch' : ''}${place}/${object}${query && `?${query}`}`,
    headers: {},
    ...(method === 'POST' || method === 'PUT' || method === 'PATCH' ? { body: bodyOf(random, apiGroup, name) } : {}),
    request: { verb, apiGroup, resource, subresource, namespace, name: name === '' ? selected : name },
  };
}

function bodyOf(random: Random, apiGroup: string, name: string): object {
  if (random.chance(0.2)) return { nonsense: true };
  return {
    apiVersion: apiGroup === '' ? 'v1' : `${apiGroup}/v1`,
    metadata: { name: name === '' ? 'made' : name },
    data: { word: 'aGlkZGVu' },
  };
}

/** One that the API server accepts. */
export function generatePolicy(random: Random): AuditPolicy {
  const rules = Array.from({ length: 3 + random.below(12) }, () => generateRule(random));
  const last = random.chance(0.7) ? [{ level: random.pick(levels) }] : [];
  const omitStages = random.chance(0.4) ? some(random, stages, 2) : [];
  return { rules: [...rules, ...last], omitStages, ...(random.chance(0.2) ? { omitManagedFields: true } : {}) };
}

const levels = ['None', 'Metadata', 'Request', 'RequestResponse'];
const stages = ['RequestReceived', 'ResponseStarted', 'ResponseComplete'];

function some<T>(random: Random, items: readonly T[], most: number): T[] {
  return Array.from({ length: 1 + random.below(most) }, () => random.pick(items));
}

function generateRule(random: Random): AuditRule {
  const isOfPaths = random.chance(0.15);
  const isOfResources = !isOfPaths && random.chance(0.8);
  return {
    level: random.pick(levels),
    ...(random.chance(0.3) ? { users: some(random, [...knownUsers.map(({ name }) => name), 'system:anonymous', '*'], 4) } : {}),
    ...(random.chance(0.3) ? { userGroups: some(random, userGroups, 2) } : {}),
    ...(random.chance(0.5) ? { verbs: some(random, [...verbs, '*', 'post', 'head', ''], 5) } : {}),
    ...(isOfResources && random.chance(0.3) ? { namespaces: some(random, [...namespaces, '', 'db'], 2) } : {}),
    ...(isOfResources ? { resources: some(random, [0, 1, 2], 3).map(() => generateEntry(random)) } : {}),
    ...(isOfPaths ? { nonResourceURLs: some(random, ['*', '/healthz*', '/healthz', '/api*', '/apis', '/version', '/'], 3) } : {}),
    ...(random.chance(0.3) ? { omitStages: some(random, stages, 2) } : {}),
    ...(random.chance(0.1) ? { omitManagedFields: random.chance(0.5) } : {}),
  };
}

const userGroups = [
  'system:authenticated',
  'system:unauthenticated',
  'system:nodes',
  'system:masters',
  'developers',
  'ops',
  'system:serviceaccounts',
  'system:serviceaccounts:shop',
];

function generateEntry(random: Random): GroupResources {
  const group = random.pick([...groups, '*']);
  const own = resources[group] ?? ['pods', 'roles'];
  if (random.chance(0.25)) return { group };
  const specs = Array.from({ length: 1 + random.below(4) }, () => {
    const subresource = random.pick(subresources);
    return random.pick([
      random.pick(own),
      random.pick(own),
      `${random.pick(own)}/${subresource}`,
      `${random.pick(own)}/*`,
      `*/${subresource}`,
      '*',
    ]);
  });
  return { group, resources: specs, ...(random.chance(0.2) ? { resourceNames: some(random, names, 2) } : {}) };
}
