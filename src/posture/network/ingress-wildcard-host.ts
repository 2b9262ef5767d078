// SPDX-License-Identifier: Apache-2.0
// Reads the hosts of the rules of Ingresses: each must be a full name, without * and not absent.
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { listField } from '../facts/flow-rules.ts';

export const ingressWildcardHost = defineCheck({
  id: 'ingress-wildcard-host',
  title: 'Ingress takes requests for names that nobody chose',
  why: 'A rule without a host, or with a wildcard, answers every name that leads to the controller: names of other teams, names that were given up, and scanners that know only the address.',
  remedy: 'Name the hosts.',
  severity: 'low',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards'],
  aliases: [],
  appliesTo: { kinds: ['Ingress.networking.k8s.io', 'Ingress.extensions'] },
  evaluate: ({ body }) =>
    listField(field(body, 'spec'), 'rules').flatMap((rule, index) => {
      const host = stringField(rule, 'host') ?? '';
      if (host !== '' && !host.startsWith('*')) return [];
      return [
        {
          kind: 'fault',
          path: `/spec/rules/${index}/host`,
          reason: host === '' ? 'no host' : 'a wildcard for the host',
          detail: host === '' ? 'the rule answers every name' : `the rule answers every name under ${host.slice(2, 100)}`,
          remedy: { kind: 'advice', advice: 'Write the names under which the service is known, a rule for each.' },
        },
      ];
    }),
});
