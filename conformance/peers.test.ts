// SPDX-License-Identifier: Apache-2.0
// Each check of a peer is told here, or left out for a reason; no alias names a check that the peer does not have.
import { describe, expect, test } from 'vitest';
import { catalogue } from '../src/posture/catalogue.ts';
import { kubeLinter, kubeScore, type Peer } from './peers.ts';

const ids = new Set(catalogue.map(({ id }) => id));

function aliasesOf({ name }: Peer): Map<string, string[]> {
  const prefix = `${name}:`;
  const pairs = catalogue.flatMap(({ id, aliases }) =>
    aliases.filter((alias) => alias.startsWith(prefix)).map((alias) => ({ id, check: alias.slice(prefix.length) })),
  );
  return new Map([...Map.groupBy(pairs, ({ check }) => check)].map(([check, told]) => [check, told.map(({ id }) => id)]));
}

describe.each([kubeLinter, kubeScore].map((peer) => [peer.name, peer] as const))('%s', (_, peer) => {
  const aliases = aliasesOf(peer);

  test.each(peer.checks)('%s is told or left out, and not both', (check) => {
    const ways = [aliases.has(check), Object.hasOwn(peer.toldBy, check), Object.hasOwn(peer.leftOut, check)];
    expect(ways.filter(Boolean)).toHaveLength(1);
  });

  test('names are those of the peer, and checks those of the catalogue', () => {
    const known = new Set(peer.checks);
    expect(known.size).toBe(peer.checks.length);
    const named = [...aliases.keys(), ...Object.keys(peer.toldBy), ...Object.keys(peer.leftOut)];
    expect(named.filter((check) => !known.has(check))).toEqual([]);
    expect(
      Object.values(peer.toldBy)
        .flat()
        .filter((id) => !ids.has(id)),
    ).toEqual([]);
    for (const [check, reason] of Object.entries(peer.leftOut)) expect(reason.length, check).toBeGreaterThan(20);
  });
});
