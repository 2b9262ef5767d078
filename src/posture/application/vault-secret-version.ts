// SPDX-License-Identifier: Apache-2.0
// Reads spec.data[*].remoteRef.version of an ExternalSecret whose store is a Vault: KV v2 counts versions, so only an integer is
// allowed. A store that is not in the input may be
// of a provider that knows names ("latest", "AWSCURRENT"), so nothing is said of it.
import { stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { removeRemedy } from '../facts/container-faults.ts';
import { externalSecretKinds, remoteReferences, storeOf, vaultProvider } from '../facts/external-secrets.ts';

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
  applicable: (object, { inventory }) => {
    const store = storeOf(object, inventory);
    return store !== undefined && vaultProvider(store) !== undefined;
  },
  evaluate: (object) =>
    remoteReferences(object).flatMap(({ remoteRef, pointer }) => {
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
