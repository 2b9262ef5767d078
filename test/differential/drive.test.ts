// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { drive } from './drive.ts';

const silent = { minutes: 1, seed: 0, onProgress: () => {}, onDifference: () => {} };

test('rounds are counted, and no more are in flight than may be', async () => {
  const counts = { agreements: 0 };
  const [rounds, waiting]: [number[], Set<number>] = [[], new Set()];
  let most = 0;
  const tally = await drive(silent, 'reference', counts, ({ repeat }) =>
    repeat(
      async (round) => {
        rounds.push(round);
        waiting.add(round);
        most = Math.max(most, waiting.size);
        await Promise.resolve();
        waiting.delete(round);
        counts.agreements++;
      },
      { rounds: 20, inFlight: 3 },
    ),
  );
  expect([rounds.toSorted((a, b) => a - b), most]).toEqual([Array.from({ length: 20 }, (_, index) => index), 3]);
  expect(tally).toEqual({ server: 'reference', agreements: 20, differences: [] });
});

test('enough differences end it, rounds within rounds too', async () => {
  const told: number[] = [];
  const { differences } = await drive<number, { agreements: number }>(
    { ...silent, onDifference: (difference) => told.push(difference) },
    'reference',
    { agreements: 0 },
    ({ repeat, differ }) => repeat((outer) => repeat((inner) => differ(outer * 4 + inner), { rounds: 4 })),
  );
  expect([differences, told]).toEqual([differences, differences]);
  expect(differences).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('no time, no question', async () => {
  const { agreements } = await drive({ ...silent, minutes: 0 }, 'reference', { agreements: 0 }, ({ repeat }) =>
    repeat(() => {
      throw new RangeError('asked');
    }),
  );
  expect(agreements).toBe(0);
});
