// SPDX-License-Identifier: Apache-2.0
// Reads resources[*].providers: where keys stand in the file and no kms holds one, the file is the only place they are in.
import { defineCheck } from '../check.ts';
import { encryptedResources, encryptionKind } from '../facts/encryption.ts';

export const encryptionKeyEscrow = defineCheck({
  id: 'encryption-key-escrow',
  title: 'Encryption keys lie in one file alone',
  why: 'A backup of etcd cannot be read without this very file, and whoever takes the disk of a control-plane node takes the key with the data. A node that is lost, or a file that is overwritten, loses every Secret of the cluster.',
  remedy: 'Let kms v2 hold the key, or keep a sealed copy of the file apart from the backups, listed with them, and try a restore with it.',
  severity: 'medium',
  layer: 'infrastructure',
  threats: ['data-exposure'],
  references: ['https://kubernetes.io/docs/tasks/administer-cluster/kms-provider/'],
  aliases: [],
  appliesTo: encryptionKind,
  evaluate: (object) => {
    const providers = encryptedResources(object).flatMap((entry) => entry.providers);
    const keys = providers.flatMap((provider) => provider.keys);
    if (keys.length === 0 || providers.some(({ kind }) => kind === 'kms')) return [];
    return [
      {
        kind: 'fault' as const,
        path: '/resources',
        reason: 'no key service holds the keys',
        detail: `${keys.length} keys stand in the file, and no kms provider`,
        remedy: {
          kind: 'advice' as const,
          advice: 'Escrow the file apart from the backups of etcd, or put a kms provider with apiVersion v2 first.',
        },
      },
    ];
  },
});
