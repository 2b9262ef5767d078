// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { compareDifferences } from './differences.ts';
import { compareRound } from './run.ts';

test('the engine agrees with the reference about random clusters', () => {
  const counts = { agreements: 0, allowed: 0, unknown: 0 };
  for (let seed = 0; seed < 150; seed++) expect(compareRound(seed, counts)).toEqual([]);
  expect(counts.allowed).toBeGreaterThan(counts.agreements / 10);
  expect(counts.allowed).toBeLessThan(counts.agreements * 0.9);
  expect(counts.unknown).toBeGreaterThan(0);
  expect(counts.unknown).toBeLessThan(counts.agreements / 3);
}, 60_000);

test('what is gained and lost between two clusters is what the reference finds, packet by packet', () => {
  const counts = { agreements: 0, changed: 0, perhaps: 0 };
  for (let seed = 0; seed < 60; seed++) expect(compareDifferences(seed, counts)).toEqual([]);
  expect(counts.changed).toBeGreaterThan(counts.agreements / 20);
  expect(counts.perhaps).toBeGreaterThan(0);
  expect(counts.perhaps).toBeLessThan(counts.agreements / 3);
}, 60_000);
