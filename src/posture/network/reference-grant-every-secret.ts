// SPDX-License-Identifier: Apache-2.0
// Reads spec.to of ReferenceGrants: Secrets must be named.
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { listField } from '../facts/flow-rules.ts';

export const referenceGrantEverySecret = defineCheck({
  id: 'reference-grant-every-secret',
  title: 'Another namespace may use every Secret of this one',
  why: 'Whoever may make a Gateway in the other namespace has the controller load any Secret of this one, certificates with their keys above all, and serves under its name.',
  remedy: 'Name the one Secret in to[*].name.',
  severity: 'medium',
  layer: 'network',
  threats: ['data-exposure', 'unauthorized-access'],
  references: ['https://gateway-api.sigs.k8s.io/api-types/referencegrant/'],
  aliases: [],
  appliesTo: { kinds: ['ReferenceGrant.gateway.networking.k8s.io'] },
  evaluate: ({ body }) =>
    listField(field(body, 'spec'), 'to').flatMap((target, index) => {
      const isSecret = stringField(target, 'kind') === 'Secret' && (stringField(target, 'group') ?? '') === '';
      if (!isSecret || (stringField(target, 'name') ?? '') !== '') return [];
      return [
        advised(
          `/spec/to/${index}/name`,
          'no Secret is named',
          'the grant holds for every Secret of its namespace',
          'Add the name of the Secret.',
        ),
      ];
    }),
});
