// SPDX-License-Identifier: Apache-2.0
// Reads allowedRoutes.namespaces of the listeners of Gateways: from All, or a selector of every namespace, is told.
import { field, isObject, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { listField } from '../facts/flow-rules.ts';
import { isSelectorOfAll } from '../facts/network-policies.ts';

export const gatewayRoutesFromAll = defineCheck({
  id: 'gateway-routes-from-all',
  title: 'Every namespace may attach routes to the Gateway',
  why: 'Whoever may make an HTTPRoute anywhere takes a host or a path of the Gateway for himself, under its address and certificate: a login page of his own beside the real one.',
  remedy: 'Allow the namespaces that need it by a selector, and give each listener the host names of one owner.',
  severity: 'low',
  layer: 'network',
  threats: ['network-attack', 'unauthorized-access'],
  references: ['https://gateway-api.sigs.k8s.io/concepts/security-model/', 'https://gateway-api.sigs.k8s.io/guides/multiple-ns/'],
  aliases: [],
  appliesTo: { kinds: ['Gateway.gateway.networking.k8s.io'] },
  evaluate: ({ body }) =>
    listField(field(body, 'spec'), 'listeners').flatMap((listener, index) => {
      const namespaces = field(field(listener, 'allowedRoutes'), 'namespaces');
      const selector = field(namespaces, 'selector');
      const from = stringField(namespaces, 'from') ?? 'Same';
      const isOpen = from === 'All' || (from === 'Selector' && isObject(selector) && isSelectorOfAll(selector));
      if (!isOpen) return [];
      const path = `/spec/listeners/${index}/allowedRoutes/namespaces/${from === 'All' ? 'from' : 'selector'}`;
      const detail = `listener "${stringField(listener, 'name') ?? index}" takes routes of every namespace`;
      return [advised(path, 'routes of every namespace', detail, 'Set from: Selector with a label that few may set, or from: Same.')];
    }),
});
