// SPDX-License-Identifier: Apache-2.0
// Reads the first of resources[*].providers, the one that writes: kms v2 and secretbox are allowed; identity alone where Secrets are none of its resources.
import { defineCheck } from '../check.ts';
import { encryptedResources, encryptionKind, isExemption, isWithoutBenefit, type PlacedProvider, takesIn } from '../facts/encryption.ts';

export const encryptionWeakProvider = defineCheck({
  id: 'encryption-weak-provider',
  title: 'Encryption at rest is weak or none',
  why: 'The first provider writes. With identity, everything lies in etcd as plain text; aescbc does not notice when someone changes what is stored, and its padding can be attacked; kms v1 is off by default since 1.29, and asks for a key with every object.',
  remedy:
    'Let kms with apiVersion v2 write, or secretbox where no key service can be had; keep the old provider behind it until all objects are written anew.',
  severity: 'high',
  layer: 'infrastructure',
  threats: ['data-exposure'],
  references: ['https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/#providers'],
  aliases: ['CIS-1.2.28', 'T1552'],
  appliesTo: encryptionKind,
  evaluate: (object) =>
    encryptedResources(object).flatMap((entry, index, entries) => {
      const { providers, resources, path } = entry;
      const [first] = providers;
      const weakness = first && weaknessOf(first);
      if (first === undefined || weakness === undefined || isWithoutBenefit(entry)) return [];
      // Identity alone says what stays as it is, events or what the entries before it leave over; never Secrets.
      const before = entries.slice(0, index).flatMap((earlier) => earlier.resources);
      if (isExemption(entry) && (takesIn(before, 'secrets') || !takesIn(resources, 'secrets'))) return [];
      return {
        kind: 'fault' as const,
        path: first.path,
        reason: weakness.reason,
        detail: `${resources.join(', ')}: ${weakness.detail}`,
        remedy: {
          kind: 'advice' as const,
          advice: `Put a provider of kms v2 or secretbox first in ${path}/providers, restart every API server, then write all objects anew.`,
        },
      };
    }),
});

function weaknessOf({ kind, apiVersion }: PlacedProvider): { readonly reason: string; readonly detail: string } | undefined {
  if (kind === 'identity') return { reason: 'new objects are written as plain text', detail: 'identity is the first provider' };
  if (kind === 'aescbc') return { reason: 'aescbc does not authenticate', detail: 'aescbc writes, with a key that lies on the same disk' };
  if (kind === 'aesgcm') {
    return {
      reason: 'aesgcm needs a new key all the time',
      detail: 'aesgcm writes: safe for 200,000 writes with a key, which nothing counts',
    };
  }
  if (kind === 'kms' && apiVersion === 'v1')
    return { reason: 'kms v1 is deprecated', detail: 'kms v1 writes; it is off by default since 1.29' };
  return undefined;
}
