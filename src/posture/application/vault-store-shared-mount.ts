// SPDX-License-Identifier: Apache-2.0
// Reads spec.provider.vault.path of a store: the mount of the KV engine. One named after the engine (secret, kv) is everybody's.
import { stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { secretStoreKinds, vaultProvider } from '../facts/external-secrets.ts';

export const vaultStoreSharedMount = defineCheck({
  id: 'vault-store-shared-mount',
  title: 'Store reaches the mount of Vault that everybody shares',
  why: 'Whoever may create an ExternalSecret beside the store reads whatever its role can read in the whole mount. Only the policy in Vault stands between that and the secrets of all others.',
  remedy: 'Give each team a mount, or allow the role its own paths only, and restrict who may create ExternalSecrets.',
  severity: 'info',
  layer: 'application',
  threats: ['data-exposure', 'unauthorized-access'],
  references: ['https://external-secrets.io/latest/guides/security-best-practices/'],
  aliases: [],
  appliesTo: { kinds: secretStoreKinds },
  evaluate: (object) => {
    const mount = stringField(vaultProvider(object), 'path') ?? '';
    if (!/^\/*(secret|secrets|kv|kv-v2)\/*$/.test(mount)) return [];
    const advice = 'Use a mount for this namespace, or check that the policy of the role names its own paths only.';
    return [advised('/spec/provider/vault/path', 'whole shared mount', `the store reads from the whole mount "${mount}"`, advice)];
  },
});
