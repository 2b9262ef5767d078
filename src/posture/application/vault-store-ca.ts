// SPDX-License-Identifier: Apache-2.0
// Reads spec.provider.vault.{server,caBundle,caProvider} of a store; a CA is expected, or a server of HashiCorp's cloud.
import { defineCheck } from '../check.ts';
import { field, isObject, stringField } from '../../model/json.ts';
import { advised } from '../facts/advice.ts';
import { secretStoreKinds, vaultProvider } from '../facts/external-secrets.ts';

export const vaultStoreCa = defineCheck({
  id: 'vault-store-ca',
  title: 'Vault store names no certificate authority',
  why: 'Vault is rarely behind a public certificate: without its CA the store cannot connect, and where it can, any public authority may vouch for a server that takes the tokens.',
  remedy: 'Name the CA that issued the certificate of Vault in caProvider or caBundle.',
  severity: 'low',
  layer: 'application',
  threats: ['network-attack', 'data-exposure'],
  references: ['https://external-secrets.io/latest/provider/hashicorp-vault/'],
  aliases: [],
  appliesTo: { kinds: secretStoreKinds },
  evaluate: (object) => {
    const vault = vaultProvider(object);
    const server = stringField(vault, 'server') ?? '';
    if (vault === undefined || (stringField(vault, 'caBundle') ?? '') !== '' || isObject(field(vault, 'caProvider'))) return [];
    // Told by secret-store-plaintext: without TLS there is nothing to verify.
    if (/^http:/i.test(server)) return [];
    if (/^https:\/\/[^/]*\.hashicorp\.cloud(:|\/|$)/i.test(server)) return [];
    const advice = 'Put the CA into a ConfigMap or Secret and name it in caProvider.';
    return [advised('/spec/provider/vault/caProvider', 'no CA for Vault', 'the store has neither caProvider nor caBundle', advice)];
  },
});
