// SPDX-License-Identifier: Apache-2.0
// Whatever stands in policies, nothing throws, and what is known stays known about the rest.
import { expect, test } from 'vitest';
import { compile, differenceOf, edgesOf, exposureOf, isolationOf, withoutEffect } from '../../../src/engines/network/index.ts';
import { isArray, isObject, type Json } from '../../../src/model/json.ts';
import type { KubernetesObject } from '../../../src/model/object.ts';
import { workloadsOf } from '../../../src/model/workloads.ts';
import { createRandom, type Random } from '../pss/random.ts';
import { generateCluster } from './generate.ts';
import { givenOf } from './objects.ts';

const junk: readonly Json[] = [
  null,
  true,
  0,
  -1,
  3.5,
  70_000,
  2n ** 70n,
  '',
  'x',
  '10.0.0.0/99',
  'a:b',
  '__proto__',
  [],
  [null],
  {},
  { a: null },
  [[]],
  { matchLabels: { a: 1 } },
];

/** The value with something in it replaced by something else. */
function spoilt(random: Random, value: Json, chance: number): Json {
  if (random.chance(chance)) return random.pick(junk);
  if (isArray(value)) return value.map((item) => spoilt(random, item, chance));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, spoilt(random, item, chance)]));
}

function spoiltObject(random: Random, object: KubernetesObject): KubernetesObject {
  const body = spoilt(random, object.body, 0.05);
  return isObject(body) ? { ...object, body } : object;
}

test('nothing throws, and every connection is allowed, denied or unknown', () => {
  for (let seed = 0; seed < 300; seed++) {
    const random = createRandom(seed);
    const { objects, options } = givenOf(generateCluster(random, random.pick(['kubernetes', 'calico', 'cilium']), false), random);
    const broken = objects.map((object) => spoiltObject(random, object));
    const networks = [objects, broken].map((all) => compile({ objects: all, workloads: workloadsOf(all) }, options));
    const [whole, network] = networks;
    if (whole === undefined || network === undefined) continue;
    for (const { verdict } of edgesOf(network)) {
      const points = [verdict.allowed, verdict.denied, verdict.unknown].flat();
      expect(points.every(Number.isInteger)).toBe(true);
      expect(points.length).toBeGreaterThan(0);
    }
    expect(exposureOf(network).length + isolationOf(network).length + withoutEffect(network).length).toBeGreaterThan(0);
    expect(
      [...differenceOf(whole, network)].every(({ gained, lost }) => gained.every(Number.isInteger) && lost.every(Number.isInteger)),
    ).toBe(true);
  }
}, 60_000);
