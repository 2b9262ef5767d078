// SPDX-License-Identifier: Apache-2.0
// Reads apiVersion. The operator serves stores and secrets as v1 since 0.16 and nothing older since 0.17; PushSecret and the
// generators are v1alpha1 still.
import { defineCheck } from '../check.ts';
import { replaced } from '../facts/advice.ts';
import { externalSecretKinds, secretStoreKinds } from '../facts/external-secrets.ts';

export const externalSecretsVersion = defineCheck({
  id: 'external-secrets-version',
  title: 'External Secrets object is of a version that is no longer served',
  why: 'The API server refuses the object, so the Secret is never written or keeps an old value that a rotation was meant to replace.',
  remedy: 'Use external-secrets.io/v1.',
  severity: 'high',
  layer: 'application',
  threats: ['data-exposure'],
  references: ['https://external-secrets.io/latest/introduction/deprecation-policy/'],
  aliases: [],
  appliesTo: { kinds: [...secretStoreKinds, ...externalSecretKinds] },
  evaluate: ({ apiVersion, kind }) =>
    apiVersion === 'external-secrets.io/v1'
      ? []
      : [
          replaced(
            '/apiVersion',
            'version is not served',
            `${kind} is served as external-secrets.io/v1 only, not as ${apiVersion}`,
            'external-secrets.io/v1',
            'Needs External Secrets Operator 0.16 or newer.',
          ),
        ],
});
