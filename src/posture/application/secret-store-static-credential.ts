// SPDX-License-Identifier: Apache-2.0
// Reads how a SecretStore or ClusterSecretStore logs in: Vault by tokenSecretRef, AWS by auth.secretRef, Google by auth.secretRef, Azure by
// ServicePrincipal (the default). Each has a way to log in by the ServiceAccount.
import { field, isObject, type Json, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { secretStoreKinds } from '../facts/external-secrets.ts';

interface Login {
  readonly provider: string;
  /** Where the credential is named, below the provider. */
  readonly keys: readonly string[];
  readonly instead: string;
  readonly applies?: (provider: Json) => boolean;
}

const logins: readonly Login[] = [
  { provider: 'vault', keys: ['auth', 'tokenSecretRef'], instead: 'auth.kubernetes or auth.jwt with a serviceAccountRef' },
  { provider: 'aws', keys: ['auth', 'secretRef'], instead: 'auth.jwt.serviceAccountRef, or the role of the operator’s pods' },
  { provider: 'gcpsm', keys: ['auth', 'secretRef'], instead: 'auth.workloadIdentity' },
  {
    provider: 'azurekv',
    keys: ['authSecretRef'],
    instead: 'authType: WorkloadIdentity',
    applies: (provider) => (stringField(provider, 'authType') ?? 'ServicePrincipal') === 'ServicePrincipal',
  },
];

export const secretStoreStaticCredential = defineCheck({
  id: 'secret-store-static-credential',
  title: 'Secret store logs in with a credential that does not expire',
  why: 'The key to all other secrets lies in the cluster as a Secret that nobody renews: who reads it once goes on reading the secret manager from anywhere.',
  remedy: 'Let the store log in as its ServiceAccount: workload identity of the cloud, or the Kubernetes login of Vault.',
  severity: 'info',
  layer: 'application',
  threats: ['data-exposure', 'unauthorized-access'],
  references: [
    'https://external-secrets.io/latest/guides/security-best-practices/',
    'https://external-secrets.io/latest/provider/aws-access/',
  ],
  aliases: [],
  appliesTo: { kinds: secretStoreKinds },
  evaluate: ({ body }) =>
    logins.flatMap(({ provider: name, keys, instead, applies }) => {
      const provider = field(field(field(body, 'spec'), 'provider'), name);
      const reference = keys.reduce<Json | undefined>(field, provider);
      if (provider === undefined || !isObject(reference) || applies?.(provider) === false) return [];
      const path = `/spec/provider/${name}/${keys.join('/')}`;
      return [advised(path, 'logs in with a kept credential', `${name} logs in with a credential from a Secret`, `Use ${instead}.`)];
    }),
});
