// SPDX-License-Identifier: Apache-2.0
// Reads spec.target.template of an ExternalSecret with data of its own and no mergePolicy: Replace is the default, so what
// spec.data or dataFrom fetch is in the Secret only where the template writes it.
import { field, isObject } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { setOperation } from '../../model/patch.ts';
import { externalSecretKinds, externalSecretSpec, extractedReferences, remoteReferences } from '../facts/external-secrets.ts';

export const secretTemplateMergePolicy = defineCheck({
  id: 'secret-template-merge-policy',
  title: 'Fetched keys are left out of the Secret without saying so',
  why: 'A template replaces what was fetched. A program that reads one of those keys does not start, and somebody under pressure then writes the value into a manifest.',
  remedy: 'Say mergePolicy: Replace or Merge.',
  severity: 'info',
  layer: 'application',
  threats: ['data-exposure'],
  references: ['https://external-secrets.io/latest/guides/templating/'],
  aliases: [],
  appliesTo: { kinds: externalSecretKinds },
  evaluate: (object) => {
    const { spec, pointer } = externalSecretSpec(object);
    const template = field(field(spec, 'target'), 'template');
    const data = field(template, 'data');
    if (!isObject(data) || field(template, 'mergePolicy') !== undefined) return [];
    const left = remoteReferences(object).filter(({ secretKey }) => !Object.hasOwn(data, secretKey));
    const extracts = extractedReferences(object).length > 0;
    if (left.length === 0 && !extracts) return [];
    const names = left.map(({ secretKey }) => `"${secretKey}"`);
    const path = `${pointer}/target/template/mergePolicy`;
    return [
      {
        kind: 'fault',
        path,
        reason: 'merge policy is left to its default',
        detail: `the Secret will not have ${[...names, ...(extracts ? ['what dataFrom fetches'] : [])].join(', ')}`,
        remedy: {
          kind: 'patch',
          patch: [setOperation(object.body, path, 'Replace')],
          note: 'Keeps what happens today; Merge adds the fetched keys.',
        },
      },
    ];
  },
});
