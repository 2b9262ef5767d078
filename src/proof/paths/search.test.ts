// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { adminEquivalents } from './admins.ts';
import { goalsOf, sourcesOf } from './goals.ts';
import { pathsOf } from './search.ts';
import { graphOf } from './testing.ts';
import { toldSteps } from './told.ts';

const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1' };
const pod = (name: string, account: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop' },
  spec: { serviceAccountName: account, containers: [{ name: 'a', image: 'a' }] },
});
const role = (name: string, resource: string, verb: string): JsonObject => ({
  ...rbac,
  kind: 'Role',
  metadata: { name, namespace: 'shop' },
  rules: [{ apiGroups: [''], resources: [resource], verbs: [verb] }],
});
const bound = (name: string, account: string): JsonObject => ({
  ...rbac,
  kind: 'RoleBinding',
  metadata: { name, namespace: 'shop' },
  roleRef: { kind: 'Role', name },
  subjects: [{ kind: 'ServiceAccount', name: account }],
});
const admin: JsonObject = {
  ...rbac,
  kind: 'ClusterRoleBinding',
  metadata: { name: 'op' },
  roleRef: { kind: 'ClusterRole', name: 'cluster-admin' },
  subjects: [{ kind: 'ServiceAccount', name: 'op', namespace: 'shop' }],
};
const two = graphOf({
  objects: [
    pod('web', 'web'),
    pod('op', 'op'),
    role('exec', 'pods/exec', 'create'),
    bound('exec', 'web'),
    role('token', 'serviceaccounts/token', 'create'),
    bound('token', 'web'),
    admin,
  ],
});

test('a path is told in what an attacker does', () => {
  const [reached] = pathsOf(two, { from: [two.world.footholds.workload('Pod', 'shop', 'web')], to: [two.world.footholds.clusterAdmin()] });
  expect(reached).toMatchObject({ steps: 3, count: 1, isSure: true });
  expect(toldSteps(reached?.paths[0] ?? []).map(({ who, how, to }) => `${who.name}: ${how} → ${to.name}`)).toEqual([
    'Pod shop/web: mounts the token of ServiceAccount web → ServiceAccount shop/web',
    'ServiceAccount shop/web: may make tokens of ServiceAccounts in shop, by RoleBinding shop/token (Role shop/token) → ServiceAccount shop/op',
    'ServiceAccount shop/op: may do everything, by ClusterRoleBinding op (ClusterRole cluster-admin) → cluster-admin',
  ]);
});

test('all shortest paths are counted, and as many told as are asked for', () => {
  const graph = graphOf({
    objects: [
      pod('web', 'web'),
      pod('op', 'op'),
      role('token', 'serviceaccounts/token', 'create'),
      bound('token', 'web'),
      role('act', 'serviceaccounts', 'impersonate'),
      bound('act', 'web'),
      admin,
    ],
  });
  const query = { from: [graph.world.footholds.serviceAccount('shop', 'web')], to: [graph.world.footholds.clusterAdmin()] };
  expect(pathsOf(graph, query)[0]).toMatchObject({ count: 2, steps: 2 });
  expect(pathsOf(graph, query)[0]?.paths).toHaveLength(2);
  expect(pathsOf(graph, { ...query, most: 1 })[0]).toMatchObject({ count: 2, paths: { length: 1 } });
});

test('a longer path that assumes nothing goes before a shorter one that does', () => {
  const privileged = {
    ...pod('web', 'web'),
    spec: { serviceAccountName: 'web', containers: [{ name: 'a', image: 'a', securityContext: { privileged: true } }] },
  };
  const graph = graphOf({
    objects: [privileged, role('token', 'serviceaccounts/token', 'create'), bound('token', 'web'), pod('op', 'op'), admin],
  });
  const [reached] = pathsOf(graph, {
    from: [graph.world.footholds.workload('Pod', 'shop', 'web')],
    to: [graph.world.footholds.clusterAdmin()],
  });
  expect(reached?.isSure).toBe(true);
  expect(reached?.paths.flat().some(({ assumes = [] }) => assumes.length > 0)).toBe(false);
});

test('sources and goals by name', () => {
  const names = (found: ReturnType<typeof goalsOf>) => ('refused' in found ? found.refused : found.map(({ name }) => name));
  expect(names(sourcesOf(two, 'web'))).toContain('may be');
  expect(names(sourcesOf(two, 'Pod/shop/web'))).toEqual(['Pod shop/web']);
  expect(names(sourcesOf(two, 'serviceaccount shop/web'))).toEqual(['ServiceAccount shop/web']);
  expect(names(sourcesOf(two, 'nobody'))).toContain('is nobody in the input');
  expect(names(goalsOf(two, 'secrets'))).toEqual(['all Secrets']);
  expect(names(goalsOf(two, 'node'))).toContain('any node');
});

test('holders of cluster-admin: those who have it, those who get it, and those of Kubernetes itself', () => {
  const own = adminEquivalents(two).filter(({ isKubernetesOwn }) => !isKubernetesOwn);
  expect(own.map(({ identity, isDirect, steps, pods }) => [identity.name, isDirect, steps, pods.map(({ name }) => name)])).toEqual([
    ['ServiceAccount shop/op', true, 1, ['Pod shop/op']],
    ['ServiceAccount shop/web', false, 2, ['Pod shop/web']],
  ]);
  const live = graphOf({ objects: [admin], live: true });
  expect(adminEquivalents(live).map(({ identity }) => identity.name)).toEqual(['Group system:masters', 'ServiceAccount shop/op']);
});
