// SPDX-License-Identifier: Apache-2.0
// Reads the secrets of keys, of which no more is known than which are equal: each is used by one entry of resources only.
import { defineCheck } from '../check.ts';
import { encryptedResources, encryptionKind } from '../facts/encryption.ts';

export const encryptionKeyReused = defineCheck({
  id: 'encryption-key-reused',
  title: 'One encryption key serves several groups of resources',
  why: 'The same name and key in several entries ties them together: a key that leaks opens all of them, and a rotation must rewrite everything at once or is left undone.',
  remedy: 'Give each entry a key and a name of its own, put the resources into one entry, or leave keys to one kms v2 provider.',
  severity: 'low',
  layer: 'infrastructure',
  threats: ['data-exposure'],
  references: ['https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/#rotating-a-decryption-key'],
  aliases: [],
  appliesTo: encryptionKind,
  evaluate: (object) => {
    const entries = encryptedResources(object).map(({ providers }) =>
      providers.flatMap(({ keys }) => keys.flatMap(({ name, secret, path }) => (secret === undefined ? [] : { name, secret, path }))),
    );
    return entries.flatMap((keys, index) => {
      const before = new Set(entries.slice(0, index).flatMap((earlier) => earlier.map(({ secret }) => secret)));
      return keys
        .filter(({ secret }) => before.has(secret))
        .map(({ path, name = '' }) => ({
          kind: 'fault' as const,
          path: `${path}/name`,
          reason: 'a key is used by several entries',
          detail: `an earlier entry has the same key as "${name}"`,
          remedy: {
            kind: 'advice' as const,
            advice: 'Put a new key with a name of its own first, rewrite the objects of this entry, then remove the old key.',
          },
        }));
    });
  },
});
