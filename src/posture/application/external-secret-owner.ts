// SPDX-License-Identifier: Apache-2.0
// Reads spec.target.creationPolicy of an ExternalSecret: Owner (the default) makes the Secret go with it.
import { field, stringField } from '../../model/json.ts';
import { setOperation } from '../../model/patch.ts';
import { defineCheck } from '../check.ts';
import { externalSecretKinds, externalSecretSpec } from '../facts/external-secrets.ts';

export const externalSecretOwner = defineCheck({
  id: 'external-secret-owner',
  title: 'Secret is deleted together with its ExternalSecret',
  why: 'Whoever may delete the ExternalSecret, a pruning deployment tool included, takes the Secret from its readers: pods that restart then do not come up.',
  remedy: 'Choose creationPolicy: Orphan where readers must outlive it, or protect the ExternalSecret from deletion.',
  severity: 'info',
  layer: 'application',
  threats: ['unauthorized-access'],
  references: ['https://external-secrets.io/latest/guides/ownership-deletion-policy/'],
  aliases: [],
  appliesTo: { kinds: externalSecretKinds },
  evaluate: (object) => {
    const { spec, pointer } = externalSecretSpec(object);
    if (spec === undefined || (stringField(field(spec, 'target'), 'creationPolicy') ?? 'Owner') !== 'Owner') return [];
    const path = `${pointer}/target/creationPolicy`;
    return [
      {
        kind: 'fault',
        path,
        reason: 'the Secret goes with its ExternalSecret',
        detail: 'creationPolicy is Owner',
        remedy: {
          kind: 'patch',
          patch: [setOperation(object.body, path, 'Orphan')],
          note: 'The Secret then stays until somebody deletes it: keep Owner where nothing reads it any more.',
        },
      },
    ];
  },
});
