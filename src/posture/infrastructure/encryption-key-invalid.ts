// SPDX-License-Identifier: Apache-2.0
// Reads resources[*].providers[*].{aescbc,aesgcm,secretbox}.keys[*].secret: base64 of 16, 24 or 32 bytes, for secretbox of 32.
import { encryptionKeyLength } from '../../model/redact.ts';
import { defineCheck } from '../check.ts';
import { encryptedResources, encryptionKind, type PlacedKey, type PlacedProvider } from '../facts/encryption.ts';

export const encryptionKeyInvalid = defineCheck({
  id: 'encryption-key-invalid',
  title: 'Encryption key is no key',
  why: 'The API server does not start with a key of the wrong form or length. Whoever must bring the cluster back in a hurry then takes the encryption away, and Secrets lie in etcd as plain text.',
  remedy: 'Write the base64 of 32 random bytes, made on the node itself; never commit it.',
  severity: 'critical',
  layer: 'infrastructure',
  threats: ['data-exposure'],
  references: ['https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/'],
  aliases: [],
  appliesTo: encryptionKind,
  evaluate: (object) =>
    encryptedResources(object).flatMap(({ providers }) =>
      providers.flatMap((provider) =>
        provider.keys.flatMap((key) => {
          const fault = faultOf(provider, key);
          if (fault === undefined) return [];
          return {
            kind: 'fault' as const,
            path: `${key.path}/secret`,
            reason: 'the key is of no use to its provider',
            detail: `key "${key.name ?? ''}" of ${provider.kind}: ${fault}`,
            confidential: true as const,
            remedy: { kind: 'advice' as const, advice: 'Make one with: head -c 32 /dev/urandom | base64' },
          };
        }),
      ),
    ),
});

function faultOf({ kind }: PlacedProvider, { secret }: PlacedKey): string | undefined {
  if (secret === undefined || secret === '') return 'it has no secret';
  const bytes = encryptionKeyLength(secret);
  const lengths = kind === 'secretbox' ? [32] : [16, 24, 32];
  if (bytes === undefined) return 'the secret is not base64';
  return lengths.includes(bytes) ? undefined : `the secret is ${bytes} bytes long, not ${lengths.join(' or ')}`;
}
