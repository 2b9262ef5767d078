// SPDX-License-Identifier: Apache-2.0
// The few words that clusters and their policies are made of.
import type { Random } from '../pss/random.ts';
import type { Selector } from './bodies.ts';

export const namespaceNames = ['shop', 'bank', 'kube-system'] as const;
export const blocks = [
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.0.0.0/29',
  '10.0.0.4/31',
  '192.168.0.0/16',
  '8.8.8.8/32',
  '::/0',
  '2001:db8::/32',
] as const;
export const podWords = { app: ['web', 'api', 'db'], tier: ['front', 'back'], nothing: ['x'] } as const;
export const namespaceWords = { team: ['a', 'b'], env: ['prod'], 'kubernetes.io/metadata.name': namespaceNames } as const;

export function some<T>(random: Random, most: number, make: () => T): T[] {
  return Array.from({ length: random.below(most + 1) }, make);
}

export function renamed<T extends { readonly metadata: { readonly name: string } }>(policy: T, name: string): T {
  return { ...policy, metadata: { ...policy.metadata, name } };
}

export function selector(random: Random, keys: Readonly<Record<string, readonly string[]>>): Selector {
  const key = random.pick(Object.keys(keys));
  const values = keys[key] ?? [];
  switch (random.below(6)) {
    case 0:
      return {};
    case 1:
    case 2:
      return { matchLabels: { [key]: random.pick(values) } };
    case 3:
      return { matchExpressions: [{ key, operator: random.pick(['In', 'NotIn']), values: [random.pick(values), random.pick(values)] }] };
    default:
      return { matchExpressions: [{ key, operator: random.pick(['Exists', 'DoesNotExist']) }] };
  }
}
