// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { displayName } from '../../model/object.ts';
import type { Edge, Party } from './edges.ts';
import { isPodOf } from './pod-names.ts';
import { deployment, inventoryOf, observed } from './testing.ts';

const text = (party: Party) => (party.kind === 'outside' ? party.address : displayName(party.workload.object));
const texts = (edges: readonly Edge[]) =>
  edges.map(({ source, destination, protocol, port, count }) => `${text(source)} -> ${text(destination)} ${protocol} ${port} ×${count}`);

const pod = (name: string, address: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', labels: { app: name } },
  spec: { containers: [{ name: 'a', image: 'registry.example.com/a:1' }] },
  status: { podIP: address },
});

describe('an end is found', () => {
  const shop = inventoryOf(
    deployment('shop', 'web'),
    deployment('shop', 'web-worker'),
    deployment('shop', 'db', { app: 'db' }, {}, 'StatefulSet'),
    pod('lone', '10.0.0.9'),
    { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' }, status: { addresses: [{ type: 'InternalIP', address: '192.168.1.10' }] } },
  );
  const seen = (from: object, to: object = { workload: 'db' }) =>
    texts(observed(shop, { source: { namespace: 'shop', ...from }, destination: { namespace: 'shop', ...to }, port: 5432 }).edges)[0];

  test('by the name of the workload, or by the names that its controller gives pods', () => {
    expect(seen({ workload: 'web' }, { pod: 'db-0' })).toBe('Deployment/shop/web -> StatefulSet/shop/db TCP 5432 ×1');
    expect(seen({ pod: 'web-7d4b9c6f8-x2x4z' })).toContain('Deployment/shop/web ->');
    expect(seen({ pod: 'web-worker-7d4b9c6f8-x2x4z' })).toContain('Deployment/shop/web-worker ->');
    expect(seen({ pod: 'web-*' })).toContain('Deployment/shop/web ->');
  });

  test('by labels and by address', () => {
    expect(seen({ labels: { app: 'web', 'pod-template-hash': 'x' } })).toContain('Deployment/shop/web ->');
    expect(seen({ ip: '10.0.0.9' })).toContain('Pod/shop/lone ->');
  });

  test('or told by its name', () => {
    const { edges, unknown, undecidedByPolicy } = observed(
      shop,
      { from: 'shop/gone', to: 'shop/db', port: 1, count: 3 },
      { source: { namespace: 'other', pod: 'x-1' }, to: 'shop/db', port: 1 },
      { source: { ip: '192.168.1.10' }, to: 'shop/db', port: 1, count: 7 },
    );
    expect(edges).toEqual([]);
    expect([...unknown]).toEqual([
      ['shop/gone', 3],
      ['other/x-1', 1],
    ]);
    expect(undecidedByPolicy).toBe(7);
  });
});

test('a Service stands for the pods that answer, at the port they answer at', () => {
  const ports = [{ name: 'http', containerPort: 8080 }];
  const shop = inventoryOf(
    deployment('shop', 'web', { app: 'web' }, { containers: [{ name: 'a', image: 'registry.example.com/a:1', ports }] }),
    deployment('shop', 'cart'),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web-service', namespace: 'shop' },
      spec: { clusterIP: '10.96.0.7', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
    },
  );
  const { edges, strayPorts } = observed(
    shop,
    { from: 'shop/cart', to: '10.96.0.7', port: 80 },
    { from: 'shop/cart', to: 'shop/web-service', port: 80 },
    { from: 'shop/cart', to: '10.96.0.7', port: 81 },
  );
  expect(texts(edges)).toEqual(['Deployment/shop/cart -> Deployment/shop/web TCP 8080 ×2']);
  expect([...strayPorts]).toEqual([['shop/web-service:81', 1]]);
});

test('what was refused opens nothing', () => {
  const shop = inventoryOf(deployment('shop', 'web'), deployment('shop', 'cart'));
  const { edges, denied } = observed(shop, { from: 'shop/web', to: 'shop/cart', port: 80, verdict: 'DROPPED' });
  expect([edges, texts(denied)]).toEqual([[], ['Deployment/shop/web -> Deployment/shop/cart TCP 80 ×1']]);
});

test('names of pods by their controllers', () => {
  const isOf = (name: string, kind: string, owner = 'api') => isPodOf(name, { kind, name: owner });
  expect([
    isOf('api-5f7b8d9c4-zxc2v', 'Deployment'),
    isOf('api-zxc2v', 'DaemonSet'),
    isOf('api-12', 'StatefulSet'),
    isOf('api-29012345-zxc2v', 'CronJob'),
  ]).toEqual([true, true, true, true]);
  expect([
    isOf('api-worker', 'Deployment'),
    isOf('api-gateway-0', 'StatefulSet'),
    isOf('apia-0', 'StatefulSet'),
    isOf('api-x', 'Pod'),
  ]).toEqual([false, false, false, false]);
});
