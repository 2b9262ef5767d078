// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { objectOf } from '../posture/testing.ts';
import { buildInventory, objectsOfKind } from './inventory.ts';
import type { JsonObject } from './json.ts';
import { newestKubernetes } from './version.ts';

const pod = { containers: [{ name: 'a', image: 'a' }] };
const inventoryOf = (...bodies: readonly JsonObject[]) =>
  buildInventory({ objects: bodies.map(objectOf), problems: [], passedOver: 0 }, newestKubernetes);
const owned = (apiVersion: string, kind: string, name: string) => [{ apiVersion, kind, name, uid: '1', controller: true }];
const templated = (apiVersion: string, kind: string, name: string, ownerReferences: JsonObject[] = []): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop', ownerReferences },
  spec: { template: { spec: pod } },
});
const podNamed = (name: string, ownerReferences: JsonObject[] = []): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', ownerReferences },
  spec: pod,
});

test('every built-in controller is a workload, with its template', () => {
  const { workloads } = inventoryOf(
    ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) => templated('apps/v1', kind, 'a')),
    templated('batch/v1', 'Job', 'a'),
    templated('v1', 'ReplicationController', 'a'),
    { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'a' }, spec: { jobTemplate: { spec: { template: { spec: pod } } } } },
    { apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'a' }, template: { spec: pod } },
    podNamed('a'),
  );
  expect(workloads.map(({ object, templatePath }) => [object.kind, templatePath])).toEqual([
    ['Deployment', '/spec/template'],
    ['StatefulSet', '/spec/template'],
    ['DaemonSet', '/spec/template'],
    ['ReplicaSet', '/spec/template'],
    ['Job', '/spec/template'],
    ['ReplicationController', '/spec/template'],
    ['CronJob', '/spec/jobTemplate/spec/template'],
    ['PodTemplate', '/template'],
    ['Pod', ''],
  ]);
  expect(workloads.every(({ spec }) => spec.containers?.[0]?.name === 'a')).toBe(true);
});

test('a kind nobody knows is a workload where it holds a pod template', () => {
  const { workloads } = inventoryOf(templated('argoproj.io/v1alpha1', 'Rollout', 'a'), {
    apiVersion: 'example.com/v1',
    kind: 'Certificate',
    metadata: { name: 'b' },
    spec: { template: { spec: { duration: '1h' } } },
  });
  expect(workloads.map(({ object }) => object.kind)).toEqual(['Rollout']);
});

test('a pod is counted once, at its topmost owner', () => {
  const { workloads } = inventoryOf(
    templated('apps/v1', 'Deployment', 'web'),
    templated('apps/v1', 'ReplicaSet', 'web-1', owned('apps/v1', 'Deployment', 'web')),
    podNamed('web-1-x', owned('apps/v1', 'ReplicaSet', 'web-1')),
    podNamed('web-1-y', owned('apps/v1', 'ReplicaSet', 'web-1')),
    podNamed('alone'),
    podNamed('orphan', owned('apps/v1', 'ReplicaSet', 'elsewhere')),
  );
  expect(workloads.map(({ object, pods }) => [object.name, pods.map(({ name }) => name)])).toEqual([
    ['web', ['web-1-x', 'web-1-y']],
    ['alone', []],
    ['orphan', []],
  ]);
});

test('owners that own each other are still counted', () => {
  const { workloads } = inventoryOf(
    templated('apps/v1', 'ReplicaSet', 'a', owned('apps/v1', 'ReplicaSet', 'b')),
    templated('apps/v1', 'ReplicaSet', 'b', owned('apps/v1', 'ReplicaSet', 'a')),
  );
  expect(workloads.length).toBeGreaterThan(0);
});

test('objects are found by kind and group, namespace, name and label', () => {
  const inventory = inventoryOf(
    { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'a', namespace: 'shop', labels: { app: 'web' } } },
    { apiVersion: 'example.com/v1', kind: 'Ingress', metadata: { name: 'b' } },
    { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration' },
  );
  expect(objectsOfKind(inventory, 'Ingress').length).toBe(2);
  expect(objectsOfKind(inventory, 'Ingress', 'example.com').map(({ name }) => name)).toEqual(['b']);
  expect(inventory.byNamespace.get('shop')?.length).toBe(1);
  expect(inventory.byLabel.get('app=web')?.map(({ name }) => name)).toEqual(['a']);
  expect(inventory.configurations.map(({ kind }) => kind)).toEqual(['KubeletConfiguration']);
});
