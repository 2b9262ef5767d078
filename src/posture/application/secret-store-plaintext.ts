// SPDX-License-Identifier: Apache-2.0
// Reads every address below spec.provider of SecretStores and ClusterSecretStores; http: is refused, but for the loopback address.
import { field } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { secretStoreKinds } from '../facts/external-secrets.ts';
import { textLeaves } from '../facts/leaves.ts';

export const secretStorePlaintext = defineCheck({
  id: 'secret-store-plaintext',
  title: 'Secret store is reached without TLS',
  why: 'The token of the operator and every secret that it fetches cross the network in the clear: whoever is on the way, a pod with a forged address included, reads them all.',
  remedy: 'Serve the secret manager over TLS, use its https address, and name its CA.',
  severity: 'medium',
  layer: 'application',
  threats: ['network-attack', 'data-exposure'],
  references: ['https://external-secrets.io/latest/guides/security-best-practices/', 'https://external-secrets.io/latest/api/secretstore/'],
  aliases: [],
  appliesTo: { kinds: secretStoreKinds },
  evaluate: ({ body }) =>
    textLeaves(field(field(body, 'spec'), 'provider'), '/spec/provider').flatMap(({ name, text, pointer }) => {
      const host = /^http:\/\/(?:[^@/\s]{0,256}@)?(\[[^\]/\s]{1,64}\]|[^:/\s]{1,256})/i.exec(text)?.[1];
      if (host === undefined || /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i.test(host)) return [];
      return [
        advised(
          pointer,
          'no TLS',
          `${name} is an http address of ${host}`,
          'Use the https address, and name the CA in caBundle or caProvider.',
        ),
      ];
    }),
});
