// SPDX-License-Identifier: Apache-2.0
// Reads spec.data[*].remoteRef.version and dataFrom[*].extract.version of an ExternalSecret whose store is a Vault: KV v2 counts
// versions, so only an integer is allowed. A store that is not in the input is known by its name alone: other providers know
// names ("latest", "AWSCURRENT").
import type { Inventory } from '../../model/inventory.ts';
import { stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { defineCheck } from '../check.ts';
import { removeRemedy } from '../facts/container-faults.ts';
import {
  externalSecretKinds,
  extractedReferences,
  isVaultStore,
  type RemoteReference,
  remoteReferences,
} from '../facts/external-secrets.ts';

function referencesOf(object: KubernetesObject, inventory: Inventory): RemoteReference[] {
  const all = [...remoteReferences(object), ...extractedReferences(object)];
  return all.filter(({ storeRef }) => isVaultStore(storeRef, object, inventory));
}

export const vaultSecretVersion = defineCheck({
  id: 'vault-secret-version',
  title: 'Vault is asked for a version that is no number',
  why: 'Vault refuses the request, so the Secret is never written, or never again: the value that was rotated stays in use.',
  remedy: 'Leave version out for the newest, or give its number.',
  severity: 'high',
  layer: 'application',
  threats: ['data-exposure'],
  references: ['https://external-secrets.io/latest/provider/hashicorp-vault/'],
  aliases: [],
  appliesTo: { kinds: externalSecretKinds },
  applicable: (object, { inventory }) => referencesOf(object, inventory).length > 0,
  evaluate: (object, { inventory }) =>
    referencesOf(object, inventory).flatMap(({ remoteRef, pointer }) => {
      const version = stringField(remoteRef, 'version') ?? '';
      if (version === '' || /^\d+$/.test(version)) return [];
      return [
        {
          kind: 'fault' as const,
          path: `${pointer}/version`,
          reason: 'version of Vault is no number',
          detail: `version "${version}" is refused: leave it out for the newest`,
          remedy: removeRemedy(`${pointer}/version`),
        },
      ];
    }),
});
