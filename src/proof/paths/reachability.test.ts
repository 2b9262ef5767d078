// SPDX-License-Identifier: Apache-2.0
// On random small clusters the graph reaches what somebody reaches who tries every request, and a cut leaves nothing to be reached.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { field, type JsonObject, stringField } from '../../model/json.ts';
import { cutOf } from './cut.ts';
import { identitiesOf } from './goals.ts';
import { distancesTo } from './search.ts';
import { slowlyReached } from './slow-testing.ts';
import { graphOf, inventoryOf } from './testing.ts';
import type { AttackGraph } from './attack-graph.ts';

const rbac = 'rbac.authorization.k8s.io';
const namespaces = ['shop', 'data'];
const accounts = ['a', 'b'];
const subjects = [
  { kind: 'User', name: 'eve' },
  { kind: 'User', name: 'bob' },
  { kind: 'Group', name: 'ops' },
  { kind: 'Group', name: 'system:serviceaccounts:shop' },
  { kind: 'Group', name: 'system:authenticated' },
  ...namespaces.flatMap((namespace) => accounts.map((name) => ({ kind: 'ServiceAccount', name, namespace }))),
];
const rules = [
  ['*', '*', '*'],
  ['', 'pods', 'create'],
  ['', 'pods', 'patch'],
  ['apps', 'deployments', 'patch'],
  ['batch', 'jobs', 'create'],
  ['', 'pods/exec', 'create'],
  ['', 'pods/ephemeralcontainers', 'patch'],
  ['', 'serviceaccounts/token', 'create'],
  ['', 'secrets', 'create'],
  ['', 'secrets', 'get'],
  ['', 'serviceaccounts', 'impersonate'],
  ['', 'users', 'impersonate'],
  ['', 'groups', 'impersonate'],
  ['', 'namespaces', 'patch'],
  ['', 'nodes/proxy', 'get'],
  ['', 'persistentvolumes', 'create'],
  ['', 'persistentvolumeclaims', 'create'],
  [rbac, 'clusterroles', 'bind'],
  [rbac, 'roles', 'bind'],
  [rbac, 'clusterroles', 'escalate'],
  [rbac, 'roles', 'escalate'],
  [rbac, 'clusterroles', 'update'],
  [rbac, 'roles', 'update'],
  [rbac, 'roles', 'create'],
  [rbac, 'rolebindings', 'create'],
  [rbac, 'rolebindings', 'patch'],
  [rbac, 'clusterrolebindings', 'create'],
  [rbac, 'clusterrolebindings', 'patch'],
  ['certificates.k8s.io', 'certificatesigningrequests', 'create'],
  ['certificates.k8s.io', 'certificatesigningrequests/approval', 'update'],
  ['certificates.k8s.io', 'signers', 'approve'],
  ['', 'pods', 'get'],
] as const;
const roleNames = ['r0', 'r1', 'r2'];
const bindingNames = ['b0', 'b1', 'b2', 'b3', 'b4'];
const objectNames = [
  ...roleNames,
  ...bindingNames.slice(0, 2),
  ...accounts,
  ...namespaces,
  'w0',
  'eve',
  'ops',
  'kubernetes.io/kube-apiserver-client',
];

const rule = fc
  .record({
    which: fc.integer({ min: 1, max: rules.length - 1 }),
    names: fc.option(fc.subarray(objectNames, { minLength: 1, maxLength: 3 }), { freq: 3 }),
  })
  .map(({ which, names }): JsonObject => {
    const [apiGroup, resource, verb] = rules[which] ?? rules[0];
    return { apiGroups: [apiGroup], resources: [resource], verbs: [verb], ...(names === null ? {} : { resourceNames: names }) };
  });
const wholeRule: JsonObject = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };
const someRules = fc.array(fc.oneof({ weight: 25, arbitrary: rule }, { weight: 1, arbitrary: fc.constant(wholeRule) }), {
  minLength: 1,
  maxLength: 4,
});
const api = { apiVersion: `${rbac}/v1` };

const roles = fc
  .tuple(
    ...roleNames.map((name) => fc.record({ name: fc.constant(name), namespace: fc.constantFrom('', '', ...namespaces), rules: someRules })),
  )
  .map((all) =>
    all.map(
      ({ name, namespace, rules: held }): JsonObject =>
        namespace === ''
          ? { ...api, kind: 'ClusterRole', metadata: { name }, rules: held }
          : { ...api, kind: 'Role', metadata: { name, namespace }, rules: held },
    ),
  );
const bindings = fc
  .tuple(
    ...bindingNames.map((name) =>
      fc.record({
        name: fc.constant(name),
        namespace: fc.constantFrom('', ...namespaces),
        kind: fc.constantFrom('ClusterRole', 'Role'),
        role: fc.constantFrom(...roleNames),
        subjects: fc.subarray(subjects, { minLength: 1, maxLength: 2 }),
      }),
    ),
  )
  .map((all) =>
    all.map(
      ({ name, namespace, kind, role, subjects: own }): JsonObject => ({
        ...api,
        kind: namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding',
        metadata: { name, ...(namespace === '' ? {} : { namespace }) },
        roleRef: { kind: namespace === '' ? 'ClusterRole' : kind, name: role },
        subjects: own.map((subject) => ({ ...subject })),
      }),
    ),
  );
const workloads = fc.array(
  fc.record({
    namespace: fc.constantFrom(...namespaces),
    account: fc.constantFrom(...accounts),
    privileged: fc.boolean(),
    token: fc.boolean(),
    isPod: fc.boolean(),
  }),
  { maxLength: 3 },
);
const cluster = fc
  .record({
    roles,
    bindings,
    workloads,
    levels: fc.tuple(...namespaces.map(() => fc.constantFrom('privileged', 'baseline', 'restricted', ''))),
  })
  .map(({ roles: ofRoles, bindings: ofBindings, workloads: ofWorkloads, levels }): JsonObject[] => [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'kube-system', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
    },
    { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n0', labels: { 'node-role.kubernetes.io/control-plane': '' } } },
    ...namespaces.map((name, index): JsonObject => {
      const level = levels[index] ?? '';
      return {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name, labels: level === '' ? {} : { 'pod-security.kubernetes.io/enforce': level } },
      };
    }),
    ...namespaces.flatMap((namespace) =>
      accounts.map((name): JsonObject => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } })),
    ),
    ...ofWorkloads.map(({ namespace, account, privileged, token, isPod }, index): JsonObject => {
      const spec = {
        serviceAccountName: account,
        automountServiceAccountToken: token,
        containers: [{ name: 'a', image: 'a', securityContext: { privileged } }],
      };
      const metadata = { name: `w${index}`, namespace };
      if (isPod) return { apiVersion: 'v1', kind: 'Pod', metadata, spec };
      return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { template: { spec } } };
    }),
    ...ofRoles,
    ...ofBindings,
  ]);

/** Hubs, roles and bindings are means of the graph: what is compared are identities, workloads, nodes and the end. */
const compared = /^(?:User|ServiceAccount|Pod|Deployment) |^(?:cluster-admin|any node|a node)$/;

/** Users that no binding gives a role are users all the same, and lead nowhere; who chooses a node needs no other. */
function told(graph: AttackGraph, names: readonly string[]): string[] {
  const chooses = names.includes('any node');
  return names
    .filter((name) => compared.test(name) && (!name.startsWith('User ') || graph.world.identities.has(name)))
    .filter((name) => !(chooses && name === 'a node'))
    .toSorted();
}

function reachedFrom(graph: AttackGraph, source: string): string[] {
  const start = graph.world.footholds.named(source);
  const seen = new Set(start === undefined ? [] : [start]);
  for (const foothold of seen) for (const { to } of graph.from[foothold.id] ?? []) seen.add(to);
  return told(
    graph,
    [...seen].map(({ name }) => name),
  );
}

test('the graph reaches what trying reaches', () => {
  fc.assert(
    fc.property(cluster, (objects) => {
      const given = { objects, live: true };
      const [graph, inventory] = [graphOf(given), inventoryOf(given)];
      const sources = [
        ...identitiesOf(graph)
          .map(({ name }) => name)
          .filter((name) => graph.world.identities.has(name)),
        ...graph.world.pods.map(({ foothold }) => foothold.name),
      ];
      for (const source of sources) {
        expect(reachedFrom(graph, source), source).toEqual(told(graph, [...slowlyReached(inventory, source)]));
      }
    }),
    { numRuns: 60 },
  );
});

test('what a cut takes away leaves only the sources that it says', () => {
  fc.assert(
    fc.property(cluster, (objects) => {
      const given = { objects, live: true };
      const graph = graphOf(given);
      const goal = [graph.world.footholds.clusterAdmin()];
      const from = identitiesOf(graph);
      const cut = cutOf(graph, { from, to: goal });
      // Bindings are taken from the cluster itself; of what else is taken away the graph is asked.
      const gone = new Set(cut.removals.flatMap(({ removable }) => (removable.kind === 'binding' ? removable.object.name : [])));
      const rest = cut.removals.filter(({ removable }) => removable.kind !== 'binding');
      const after = graphOf({
        objects: objects.filter((object) => !gone.has(stringField(field(object, 'metadata'), 'name') ?? '')),
        live: true,
      });
      const done = new Set(rest.map(({ removable }) => removable.action));
      const { steps } = distancesTo(
        after,
        [after.world.footholds.clusterAdmin()],
        ({ removables = [] }) => !removables.some(({ action }) => done.has(action)),
      );
      const still = identitiesOf(after).filter(({ id }) => (steps[id] ?? -1) >= 0);
      const surviving = new Set(cut.surviving.map(({ from: source }) => source.name));
      const known = new Set(from.map(({ name }) => name));
      expect(still.map(({ name }) => name).filter((name) => known.has(name) && !surviving.has(name))).toEqual([]);
      expect(cut.atLeast).toBeLessThanOrEqual(cut.weight);
    }),
    { numRuns: 60 },
  );
});
