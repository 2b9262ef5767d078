// SPDX-License-Identifier: Apache-2.0
// Small worlds of roles, bindings, users and requests, drawn from so few words that rules and requests often meet.
import type { Request, Subject, User } from '../../../src/engines/rbac/index.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { Random } from '../pss/random.ts';

const verbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'escalate', 'impersonate', 'GET', '*'];
const groups = ['', 'apps', 'batch', 'rbac.authorization.k8s.io', 'example.com', '*'];
const resources = [
  'pods',
  'pods/exec',
  'pods/log',
  'pods/*',
  'secrets',
  'deployments',
  'deployments/scale',
  '*/scale',
  '*/exec',
  '*/',
  '*',
  'a/b/c',
  '*/b/c',
];
const requested = ['pods', 'pods', 'secrets', 'deployments', 'roles', 'a', 'Pods'];
const subresources = ['', '', '', 'exec', 'log', 'scale', 'b/c', '*'];
const names = ['', 'web', 'db', '*'];
const urls = ['/healthz', '/healthz/*', '/metrics', '/api', '/api/*', '/*', '*', '/apis/**', '/a*b', '/ap*'];
const paths = ['/healthz', '/healthz/etcd', '/healthz/', '/metrics', '/', '/api', '/apis/apps', '/api/v1', '/a*b', '/axb'];

/** Objects and users of one round carry its number, so that rounds don't meet. */
export interface World {
  readonly namespaces: readonly string[];
  readonly objects: readonly JsonObject[];
  readonly users: readonly User[];
  /** Whom bindings may name, each as a user that is nobody else. */
  readonly subjects: readonly { readonly subject: Subject; readonly user: User }[];
}

const rbacVersion = 'rbac.authorization.k8s.io/v1';

export function generateWorld(random: Random, round: number): World {
  const named = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${prefix}${index}-r${round}`);
  const namespaces = named('ns', 2);
  // What RBAC takes for a name is nearly anything.
  const roleNames = [...named('role', 3), `a:Role é "b" #r${round}`];
  const [userNames, groupNames, accountNames] = [
    [...named('user', 2), `Jo/é\\ "x"@r${round}`],
    [...named('group', 2), `ou=a,b:c r${round}`],
    named('account', 2),
  ];
  const some = <T>(items: readonly T[], most: number): T[] => Array.from({ length: 1 + random.below(most) }, () => random.pick(items));

  const resourceRule = (): JsonObject => ({
    verbs: some(verbs, 3),
    apiGroups: some(groups, 2),
    resources: some(resources, 3),
    ...(random.chance(0.3) ? { resourceNames: some(names, 2) } : {}),
    ...(random.chance(0.1) ? { resourceNames: [] } : {}),
  });
  const urlRule = (): JsonObject => ({ verbs: some(verbs, 2), nonResourceURLs: some(urls, 2) });
  const subject = (isClusterWide: boolean): JsonObject => {
    const kind = random.pick(['User', 'Group', 'ServiceAccount', 'ServiceAccount']);
    if (kind !== 'ServiceAccount') {
      const name =
        kind === 'User'
          ? random.pick([...userNames, accountUser(namespaces[0], accountNames[0])])
          : random.pick([...groupNames, `system:serviceaccounts:${namespaces[1]}`]);
      return { kind, name, apiGroup: 'rbac.authorization.k8s.io' };
    }
    // Outside a ClusterRoleBinding the namespace may be left out, and is then that of the binding.
    const namespace = isClusterWide || random.chance(0.6) ? { namespace: random.pick(namespaces) } : {};
    return { kind, name: random.pick(accountNames), ...namespace };
  };
  const binding = (name: string, namespace: string | undefined): JsonObject => ({
    apiVersion: rbacVersion,
    kind: namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    subjects: some([0, 1, 2], 3).map(() => subject(namespace === undefined)),
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: namespace === undefined || random.chance(0.4) ? 'ClusterRole' : 'Role',
      // Now and then a role that nobody made, or one that is built in.
      name: random.pick([...roleNames, ...roleNames, ...gathererNames(round), 'view', `missing-r${round}`]),
    },
  });
  const objects = [
    ...roleNames.map((name) => ({
      apiVersion: rbacVersion,
      kind: 'ClusterRole',
      metadata: { name, labels: labelsOf(random, round) },
      rules: some([0, 1, 2], 3).map(() => (random.chance(0.3) ? urlRule() : resourceRule())),
    })),
    ...aggregatedRoles(random, round, roleNames.length),
    ...namespaces.flatMap((namespace) =>
      roleNames.map((name) => ({
        apiVersion: rbacVersion,
        kind: 'Role',
        metadata: { name, namespace },
        rules: some([0, 1, 2], 3).map(resourceRule),
      })),
    ),
    ...named('binding', 3).map((name) => binding(name, undefined)),
    ...namespaces.flatMap((namespace) => named('binding', 4).map((name) => binding(name, namespace))),
  ];
  const users: User[] = [
    ...userNames.map((name) => ({ name, groups: random.chance(0.5) ? some(groupNames, 2) : [] })),
    ...namespaces.flatMap((namespace) =>
      accountNames.map((name) => ({
        name: accountUser(namespace, name),
        groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`],
      })),
    ),
    { name: 'nobody', groups: ['system:authenticated'] },
    { name: 'system:kube-scheduler', groups: [] },
    { name: accountUser('kube-system', 'namespace-controller'), groups: [] },
    { name: 'root', groups: ['system:masters'] },
  ];
  const subjects = [
    ...[...userNames, 'nobody'].map((name) => ({ subject: { kind: 'User', name, namespace: '' }, user: { name, groups: [] } })),
    ...[...groupNames, `system:serviceaccounts:${namespaces[1]}`, 'system:masters'].map((name) => ({
      subject: { kind: 'Group', name, namespace: '' },
      user: { name: `only-in-a-group-r${round}`, groups: [name] },
    })),
    ...namespaces.flatMap((namespace) =>
      accountNames.map((name) => ({
        subject: { kind: 'ServiceAccount', name, namespace },
        user: { name: accountUser(namespace, name), groups: [] },
      })),
    ),
  ];
  return { namespaces, objects, users, subjects };
}

/** ClusterRoles that gather others by their labels, and each other. */
export function gathererNames(round: number): string[] {
  return [0, 1].map((index) => `gatherer${index}-r${round}`);
}

function aggregatedRoles(random: Random, round: number, most: number): JsonObject[] {
  return gathererNames(round).map((name) => ({
    apiVersion: rbacVersion,
    kind: 'ClusterRole',
    metadata: { name, labels: labelsOf(random, round) },
    aggregationRule: {
      clusterRoleSelectors: Array.from({ length: 1 + random.below(2) }, () => {
        const key = `example.com/r${round}`;
        if (random.chance(0.5)) return { matchLabels: { [key]: `l${random.below(most)}` } };
        const values = [`l${random.below(most)}`, `l${random.below(most)}`];
        // NotIn holds of what lacks the label as well, so that it must be there.
        const isThere = { key, operator: 'Exists' };
        return { matchExpressions: random.chance(0.5) ? [{ key, operator: 'In', values }] : [{ key, operator: 'NotIn', values }, isThere] };
      }),
    },
    rules: [],
  }));
}

function labelsOf(random: Random, round: number): JsonObject {
  return random.chance(0.7) ? { [`example.com/r${round}`]: `l${random.below(4)}` } : {};
}

function accountUser(namespace = '', name = ''): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

export function generateRequest(random: Random, { namespaces }: World): Request {
  const verb = random.pick(verbs);
  if (random.chance(0.2)) return { kind: 'nonResource', verb, path: random.pick(paths) };
  return {
    kind: 'resource',
    verb,
    apiGroup: random.pick(groups),
    resource: random.pick(requested),
    subresource: random.pick(subresources),
    name: random.pick(names),
    namespace: random.pick([...namespaces, '', 'kube-system']),
  };
}
