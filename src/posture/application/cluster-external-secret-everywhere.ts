// SPDX-License-Identifier: Apache-2.0
// Reads namespaceSelector and namespaceSelectors of a ClusterExternalSecret: one that selects every namespace is told.
import { field, isObject } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { listField } from '../facts/flow-rules.ts';
import { isSelectorOfAll } from '../facts/network-policies.ts';

export const clusterExternalSecretEverywhere = defineCheck({
  id: 'cluster-external-secret-everywhere',
  title: 'Secret is copied into every namespace',
  why: 'Whoever may read Secrets in one namespace, the least guarded of them, has it; and a new namespace gets it unasked.',
  remedy: 'Select the namespaces whose programs need it, by a label that few may set.',
  severity: 'medium',
  layer: 'application',
  threats: ['data-exposure'],
  references: ['https://external-secrets.io/latest/api/clusterexternalsecret/'],
  aliases: [],
  appliesTo: { kinds: ['ClusterExternalSecret.external-secrets.io'] },
  evaluate: ({ body }) => {
    const spec = field(body, 'spec');
    const given = [
      { selector: field(spec, 'namespaceSelector'), path: '/spec/namespaceSelector' },
      ...listField(spec, 'namespaceSelectors').map((selector, index) => ({ selector, path: `/spec/namespaceSelectors/${index}` })),
    ];
    return given.flatMap(({ selector, path }) =>
      isObject(selector) && isSelectorOfAll(selector)
        ? [
            advised(
              path,
              'every namespace is selected',
              'the selector has no requirement',
              'Select by a label, or list the names in spec.namespaces.',
            ),
          ]
        : [],
    );
  },
});
