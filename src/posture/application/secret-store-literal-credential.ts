// SPDX-License-Identifier: Apache-2.0
// Reads every text below spec.provider of SecretStores and ClusterSecretStores: none may be a credential, by its form or its name. What stands
// below a reference names a Secret, and templates are filled in later.
import { field } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { credentialInSetting } from '../facts/credentials.ts';
import { secretStoreKinds } from '../facts/external-secrets.ts';
import { textLeaves } from '../facts/leaves.ts';

export const secretStoreLiteralCredential = defineCheck({
  id: 'secret-store-literal-credential',
  title: 'Secret store holds a credential in the clear',
  why: 'It opens the secret manager, and everybody who may read the store or the repository has it: stores are no Secrets, neither in their permissions nor in etcd.',
  remedy: 'Replace the credential, keep the new one in a Secret, and name that by a reference; or use the identity of the workload.',
  severity: 'high',
  layer: 'application',
  threats: ['data-exposure', 'unauthorized-access'],
  references: ['https://external-secrets.io/latest/api/secretstore/', 'https://external-secrets.io/latest/guides/security-best-practices/'],
  aliases: [],
  appliesTo: { kinds: secretStoreKinds },
  evaluate: ({ body }) =>
    textLeaves(field(field(body, 'spec'), 'provider'), '/spec/provider').flatMap(({ name, text, pointer, keys }) => {
      if (keys.some((key) => /(?:Ref|Provider)$/.test(key))) return [];
      const credential = credentialInSetting(name, text);
      if (credential === undefined) return [];
      return [
        {
          kind: 'fault' as const,
          path: pointer,
          reason: `holds ${credential}`,
          detail: `${name} is ${credential}`,
          confidential: true as const,
          remedy: { kind: 'advice' as const, advice: `Replace the credential, and name a Secret with the new one in place of ${name}.` },
        },
      ];
    }),
});
