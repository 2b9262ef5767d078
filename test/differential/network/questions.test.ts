// SPDX-License-Identifier: Apache-2.0
// What the questions about whole clusters say of random ones must agree with what is said of single pairs.
import { expect, test } from 'vitest';
import {
  compile,
  connectionsBetween,
  differenceOf,
  edgesOf,
  type Place,
  sameConnections,
  coveredRules,
  withoutEffect,
} from '../../../src/engines/network/index.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { KubernetesObject } from '../../../src/model/object.ts';
import { applyPatch } from '../../../src/model/patch.ts';
import { workloadsOf } from '../../../src/model/workloads.ts';
import { createRandom } from '../pss/random.ts';
import { generateCluster } from './generate.ts';
import { type Given, givenOf } from './objects.ts';

const clusters = 60;

function givenFor(seed: number): Given {
  const random = createRandom(seed);
  return givenOf(generateCluster(random, random.pick(['kubernetes', 'calico', 'cilium']), true), undefined);
}

function networkOf({ options }: Given, objects: readonly KubernetesObject[]) {
  return compile({ objects, workloads: workloadsOf(objects) }, options);
}

test('an edge is what two parties may send', () => {
  let compared = 0;
  for (let seed = 0; seed < clusters; seed++) {
    const network = networkOf(givenFor(seed), givenFor(seed).objects);
    for (const { from, to, verdict } of edgesOf(network)) {
      const [sender, receiver] = [from, to].map(({ items }) => network.endpoints[items[0] ?? -1]);
      if (sender === undefined || receiver === undefined) continue;
      compared++;
      expect(connectionsBetween(network, sender, receiver).verdict).toEqual(verdict);
    }
  }
  expect(compared).toBeGreaterThan(clusters);
}, 60_000);

test('a rule without effect can go, and nothing changes', () => {
  let gone = 0;
  for (let seed = 0; seed < clusters; seed++) {
    const given = givenFor(seed);
    const network = networkOf(given, given.objects);
    for (const { policy, pointer } of withoutEffect(network)) {
      const objects = given.objects.flatMap((object) => (object !== policy ? object : pointer === '' ? [] : emptied(object, pointer)));
      expect([...differenceOf(network, networkOf(given, objects))]).toEqual([]);
      gone++;
    }
  }
  expect(gone).toBeGreaterThan(clusters / 2);
}, 60_000);

test.each([true, false])(
  'a rule that one other covers can go, and nothing changes (structural: %s)',
  (structural) => {
    let gone = 0;
    for (let seed = 0; seed < clusters; seed++) {
      const given = givenFor(seed);
      const network = networkOf(given, given.objects);
      for (const { policy, pointer } of coveredRules(network, { structural })) {
        const objects = given.objects.map((object) => (object === policy ? emptied(object, pointer) : object));
        expect([seed, policy.name, pointer, ...differenceOf(network, networkOf(given, objects))]).toEqual([seed, policy.name, pointer]);
        gone++;
      }
    }
    expect(gone).toBeGreaterThan(clusters / 5);
  },
  60_000,
);

/** The policy with a rule in place of the one at the pointer that decides nothing, so that the others keep their places. */
function emptied(object: KubernetesObject, pointer: string): KubernetesObject {
  const selector = { matchLabels: { nobody: 'at-all' } };
  const nothing: Readonly<Record<string, JsonObject>> = {
    'networking.k8s.io': pointer.includes('ingress') ? { from: [{ podSelector: selector }] } : { to: [{ podSelector: selector }] },
    'projectcalico.org': { action: 'Log' },
    'cilium.io': {},
  };
  const group = object.apiVersion.split('/')[0] ?? '';
  const operation = Object.hasOwn(nothing, group)
    ? ({ op: 'replace', path: pointer, value: nothing[group] ?? {} } as const)
    : ({ op: 'remove', path: pointer } as const);
  return { ...object, body: applyPatch(object.body, [operation]) };
}

test('the difference of two clusters is that of each pair of parties', () => {
  for (let seed = 0; seed < clusters; seed++) {
    const given = givenFor(seed);
    // Without the last policy that there is.
    const isPolicy = ({ kind }: KubernetesObject) => kind.endsWith('NetworkPolicy');
    const dropped = given.objects.findLast(isPolicy);
    const [before, after] = [
      networkOf(given, given.objects),
      networkOf(
        given,
        given.objects.filter((object) => object !== dropped),
      ),
    ];
    const changed = new Map([...differenceOf(before, after)].map((change) => [`${nameOf(change.from)} ${nameOf(change.to)}`, change]));
    for (const sender of before.endpoints) {
      for (const receiver of before.endpoints) {
        const [from, to] = [after.endpoints[sender.item], after.endpoints[receiver.item]];
        if (from === undefined || to === undefined || sender === receiver) continue;
        const [old, fresh] = [connectionsBetween(before, sender, receiver).verdict, connectionsBetween(after, from, to).verdict];
        const change = changed.get(`${sender.name} ${receiver.name}`);
        expect(change === undefined).toBe(sameConnections(old.allowed, fresh.allowed));
      }
    }
  }
}, 60_000);

function nameOf(place: Place): string {
  if (place.kind === 'addresses') return 'outside';
  return place.kind === 'workload' ? place.workload.object.name : place.node.name;
}
