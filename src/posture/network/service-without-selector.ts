// SPDX-License-Identifier: Apache-2.0
// Reads spec.selector of Services: a Service without one is sent to whatever an Endpoints or EndpointSlice of its name says.
// Those of type ExternalName, and the API server's own, are left out.
import { field, isObject, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';

export const serviceWithoutSelector = defineCheck({
  id: 'service-without-selector',
  title: 'Service leads to addresses that are written by hand',
  why: 'Whoever may write EndpointSlices in the namespace sends the Service’s clients to any address, also past the policies that guard pods.',
  remedy: 'Select pods by labels where the addresses are those of pods, and see that few may write EndpointSlices.',
  severity: 'info',
  layer: 'network',
  threats: ['network-attack'],
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors',
    'https://github.com/kubernetes/kubernetes/issues/103675',
  ],
  aliases: [],
  appliesTo: { kinds: ['Service'] },
  applicable: ({ namespace, name, body }) =>
    stringField(field(body, 'spec'), 'type') !== 'ExternalName' && !(namespace === 'default' && name === 'kubernetes'),
  evaluate: ({ body }) => {
    const selector = field(field(body, 'spec'), 'selector');
    if (isObject(selector) && Object.keys(selector).length > 0) return [];
    return [
      {
        kind: 'fault',
        path: '/spec/selector',
        reason: 'no selector',
        detail: 'the addresses behind the Service are those of an Endpoints or EndpointSlice, whoever wrote it',
        remedy: {
          kind: 'advice',
          advice: 'Add the labels of the pods; keep it without a selector only for backends outside of the cluster.',
        },
      },
    ];
  },
});
