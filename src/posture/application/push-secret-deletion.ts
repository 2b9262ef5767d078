// SPDX-License-Identifier: Apache-2.0
// Reads deletionPolicy of a PushSecret; None (the default) is expected.
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { replaced } from '../facts/advice.ts';

export const pushSecretDeletion = defineCheck({
  id: 'push-secret-deletion',
  title: 'Secret manager loses a secret with its PushSecret',
  why: 'Whoever may delete the PushSecret, a pruning deployment tool or a deleted namespace included, deletes what others read from the secret manager.',
  remedy: 'Keep deletionPolicy: None, and delete at the secret manager what is no longer wanted.',
  severity: 'low',
  layer: 'application',
  threats: ['unauthorized-access'],
  references: ['https://external-secrets.io/latest/guides/pushsecrets/'],
  aliases: [],
  appliesTo: { kinds: ['PushSecret.external-secrets.io'] },
  evaluate: ({ body }) => {
    if (stringField(field(body, 'spec'), 'deletionPolicy') !== 'Delete') return [];
    const note = 'What was pushed then stays until somebody deletes it.';
    return [replaced('/spec/deletionPolicy', 'deleted at the secret manager too', 'deletionPolicy is Delete', 'None', note)];
  },
});
