// SPDX-License-Identifier: Apache-2.0
// Reads no-match-policy of the ConfigMap config-policy-controller; deny (the default) is expected.
import { field, stringField } from '../../model/json.ts';
import { pointer } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { replaced } from '../facts/advice.ts';

export const imagePolicyNoMatchAllowed = defineCheck({
  id: 'image-policy-no-match-allowed',
  title: 'Images that no policy names are admitted unsigned',
  why: 'The policies hold for the images that they name, and whoever wants past them pulls from a registry that they do not: the list of trusted sources has no end.',
  remedy: 'Set no-match-policy: deny, and write policies for the registries in use.',
  severity: 'medium',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://docs.sigstore.dev/policy-controller/overview/'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  applicable: ({ name }) => name === 'config-policy-controller',
  evaluate: ({ body }) => {
    const action = stringField(field(body, 'data'), 'no-match-policy');
    if (action !== 'allow' && action !== 'warn') return [];
    const note = 'Images that no policy names are refused from then on, in the namespaces that ask for the check.';
    return [replaced(pointer('data', 'no-match-policy'), 'admitted without a policy', `no-match-policy is ${action}`, 'deny', note)];
  },
});
