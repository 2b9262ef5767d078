// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { createRandom } from '../pss/random.ts';
import { generateRequest, generateWorld } from './generate.ts';
import { agree, ours, policyFrom } from './review.ts';

function answers(seed: number) {
  const random = createRandom(seed);
  const world = generateWorld(random, 0);
  const policy = policyFrom(world.objects);
  return Array.from({ length: 500 }, () => ours(policy, random.pick(world.users), generateRequest(random, world)));
}

test('a seed repeats', () => {
  expect(answers(7)).toEqual(answers(7));
  expect(answers(7)).not.toEqual(answers(8));
});

test('requests stand on both sides of the border', () => {
  const allowed = answers(1).filter((answer) => answer.allowed).length;
  expect(allowed).toBeGreaterThan(25);
  expect(allowed).toBeLessThan(475);
});

test('answers agree where the server gives one of our reasons', () => {
  const engine = { allowed: true, reasons: ['a', 'b'] };
  expect(agree(engine, { allowed: true, reasons: ['b'] })).toBe(true);
  expect(agree(engine, { allowed: true, reasons: ['c'] })).toBe(false);
  expect(agree(engine, { allowed: false, reasons: [] })).toBe(false);
});
