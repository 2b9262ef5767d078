// SPDX-License-Identifier: Apache-2.0
// Reads resources[*].providers behind the first: identity among them reads what was never encrypted.
import { defineCheck } from '../check.ts';
import { removeRemedy } from '../facts/container-faults.ts';
import { encryptedResources, encryptionKind, isWithoutBenefit } from '../facts/encryption.ts';

export const encryptionIdentityFallback = defineCheck({
  id: 'encryption-identity-fallback',
  title: 'Objects from before encryption are still read as plain text',
  why: 'The file encrypts nothing by itself: what was written before stays in etcd as plain text, and identity as a fallback hides that it does. A copy of etcd then still holds the oldest, and often most valuable, Secrets.',
  remedy: 'Write all objects anew, verify the prefix k8s:enc: of an old one in etcd, then take identity away.',
  severity: 'low',
  layer: 'infrastructure',
  threats: ['data-exposure'],
  references: ['https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/#ensure-all-secrets-are-encrypted'],
  aliases: ['T1552'],
  appliesTo: encryptionKind,
  evaluate: (object) =>
    encryptedResources(object).flatMap((entry) =>
      (isWithoutBenefit(entry) ? [] : entry.providers.slice(1)).flatMap(({ kind, path }) =>
        kind !== 'identity'
          ? []
          : {
              kind: 'fault' as const,
              path,
              reason: 'identity reads what is not encrypted',
              detail: `objects of ${entry.resources.join(', ')} that were written before encryption may still lie in etcd as plain text`,
              remedy: removeRemedy(
                path,
                'Only once every object was written anew: without identity the API server cannot read a plain one.',
              ),
            },
      ),
    ),
});
