// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { buildInventory } from '../../model/inventory.ts';
import { lastAppliedIn } from '../../model/last-applied.ts';
import { displayName, type KubernetesObject } from '../../model/object.ts';
import { newestKubernetes } from '../../model/version.ts';
import { applying, deleting, inventoryOf, labelling, objectsOf } from '../testing.ts';
import { applyChange } from './apply.ts';
import { type Effect, joined } from './change.ts';

const state = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { team: shop, tier: gold } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: registry.example.com/web:1 }] }
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: web-1, namespace: shop, ownerReferences: [{ apiVersion: apps/v1, kind: Deployment, name: web, controller: true }] }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }
---
apiVersion: v1
kind: Pod
metadata: { name: web-1-a, namespace: shop, labels: { app: web }, ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: web-1, controller: true }] }
spec: { containers: [{ name: web, image: registry.example.com/web:1 }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: default }
data: { a: '1' }
`;

const told = (effects: readonly Effect[]) =>
  effects.map((effect) => `${effect.kind} ${displayName(effect.kind === 'removed' ? effect.before : effect.after)}`);
const inNamespace = (effects: readonly Effect[]) => effects.flatMap((effect) => (effect.kind === 'removed' ? effect.because : []));

/** As a cluster has it: with what servers filled in, and what kubectl wrote down of the manifest. */
function live(text: string, manifest = text): KubernetesObject[] {
  return objectsOf(text).map((object, index) => {
    const lastApplied = lastAppliedIn(JSON.stringify(objectsOf(manifest)[index]?.body));
    return {
      ...object,
      ...(lastApplied === undefined ? {} : { lastApplied }),
      body: { ...object.body, status: { phase: 'Active' } },
      origin: { kind: 'cluster', context: 'test', resourceVersion: '7' },
    };
  });
}

describe('applying', () => {
  test('makes what is not there, and leaves alone what says the same already', () => {
    const change = applying(
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { a: "1" }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: other }',
    );
    expect(told(applyChange(inventoryOf(state), change).effects)).toEqual(['added ConfigMap/other']);
  });

  test('keeps labels that others have set, and takes away those of the manifest before', () => {
    const [last] = objectsOf('apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { tier: gold } }');
    const [object] = objectsOf('apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { zone: a } }');
    if (last === undefined || object === undefined) throw new Error('no objects');
    const { after } = applyChange(inventoryOf(state), { applied: [{ object, last }], deleted: [], labels: [] });
    expect(after.byKind.get('Namespace')?.[0]?.labels).toEqual({ team: 'shop', zone: 'a' });
    const whole = applyChange(inventoryOf(state), { applied: [{ object }], deleted: [], labels: [] });
    expect(whole.after.byKind.get('Namespace')?.[0]?.labels).toEqual({ team: 'shop', tier: 'gold', zone: 'a' });
  });

  test('is no change of a live object that has what the manifest says and defaults besides', () => {
    const full = 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { type: ClusterIP, ports: [{ port: 80, protocol: TCP }] }';
    const manifest = 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80 }] }';
    const inventory = (last: string) => buildInventory({ objects: live(full, last), problems: [], passedOver: 0 }, newestKubernetes);
    expect(applyChange(inventory(manifest), applying(manifest)).effects).toEqual([]);
    // The manifest before said the type as well: without it there the default is asked for again.
    expect(told(applyChange(inventory(full), applying(manifest)).effects)).toEqual(['changed Service/web']);
  });

  test('lets controllers replace their pods where the template is another', () => {
    const change = applying(state.replace('web:1', 'web:2').replace(/---\napiVersion: apps\/v1\nkind: ReplicaSet[\s\S]*/, ''));
    const { effects, after } = applyChange(inventoryOf(state), change);
    expect(told(effects)).toEqual(['changed Deployment/shop/web', 'removed ReplicaSet/shop/web-1', 'removed Pod/shop/web-1-a']);
    expect(inNamespace(effects)).toEqual(['Deployment shop/web replaces it', 'its owner ReplicaSet shop/web-1 goes']);
    expect(after.workloads.map(({ object }) => displayName(object))).toEqual(['Deployment/shop/web']);
  });

  test('keeps the pods where only the number of them is another', () => {
    const change = applying(state.replace('replicas: 2', 'replicas: 3'));
    expect(told(applyChange(inventoryOf(state), change).effects)).toEqual(['changed Deployment/shop/web']);
  });
});

test('what lies there twice stays there twice, unless it is changed', () => {
  const twice = inventoryOf(`${state}\n---\n${state}`);
  const { after } = applyChange(twice, labelling('shop', 'tier', undefined));
  const times = (kind: string) => after.byKind.get(kind)?.length;
  expect([times('Namespace'), times('Deployment'), times('ConfigMap')]).toEqual([1, 2, 2]);
});

describe('deleting', () => {
  test('takes everything of a namespace along', () => {
    const { effects } = applyChange(inventoryOf(state), deleting('apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }'));
    expect(told(effects)).toEqual([
      'removed Namespace/shop',
      'removed Deployment/shop/web',
      'removed ReplicaSet/shop/web-1',
      'removed Pod/shop/web-1-a',
    ]);
  });

  test('takes along what the object owns, at any version, and says what is not there', () => {
    const change = deleting(
      'apiVersion: apps/v1beta1\nkind: Deployment\nmetadata: { name: web, namespace: shop }\n---\napiVersion: v1\nkind: Secret\nmetadata: { name: x }',
    );
    const { effects, missed } = applyChange(inventoryOf(state), change);
    expect(told(effects)).toEqual(['removed Deployment/shop/web', 'removed ReplicaSet/shop/web-1', 'removed Pod/shop/web-1-a']);
    expect(missed).toEqual(['Secret x is to be deleted and is not there']);
  });

  test('takes the objects of a CustomResourceDefinition along', () => {
    const crd = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec: { group: example.com, names: { kind: Widget } }`;
    const widget = 'apiVersion: example.com/v1\nkind: Widget\nmetadata: { name: w, namespace: shop }';
    const { effects } = applyChange(inventoryOf(`${crd}\n---\n${widget}`), deleting(crd));
    expect(told(effects)).toEqual(['removed CustomResourceDefinition/widgets.example.com', 'removed Widget/shop/w']);
  });
});

describe('labelling', () => {
  test('sets and takes away, of one object or of all of a kind', () => {
    const change = joined([labelling('shop', 'tier', undefined), labelling('*', 'audited', 'yes')]);
    const { after, effects } = applyChange(inventoryOf(state), change);
    expect(after.byKind.get('Namespace')?.[0]?.labels).toEqual({ team: 'shop', audited: 'yes' });
    expect(told(effects)).toEqual(['changed Namespace/shop']);
  });

  test('is no change where the label is so, and says what it does not find', () => {
    expect(applyChange(inventoryOf(state), labelling('shop', 'tier', 'gold')).effects).toEqual([]);
    expect(applyChange(inventoryOf(state), labelling('nope', 'a', 'b')).missed).toEqual([
      'Namespace nope is to be labelled and is not there',
    ]);
  });
});
