// SPDX-License-Identifier: Apache-2.0
// Reads spec.externalIPs of Services; only empty and absent are allowed.
import { field } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { removeRemedy } from '../facts/container-faults.ts';
import { listField } from '../facts/flow-rules.ts';

export const serviceExternalIps = defineCheck({
  id: 'service-external-ips',
  title: 'Service claims addresses that nobody checks',
  why: 'Every node sends what goes to these addresses to the Service’s pods. Whoever may create Services can so take over the traffic of others, to outside systems too (CVE-2020-8554).',
  remedy:
    'Expose the Service by a LoadBalancer, Gateway or Ingress, and refuse externalIPs by the admission plugin DenyServiceExternalIPs.',
  severity: 'high',
  layer: 'network',
  threats: ['network-attack', 'data-exposure'],
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#external-ips',
    'https://github.com/kubernetes/kubernetes/issues/97076',
  ],
  aliases: ['KSV0108', 'CVE-2020-8554', 'T1557'],
  appliesTo: { kinds: ['Service'] },
  evaluate: ({ body }) => {
    const addresses = listField(field(body, 'spec'), 'externalIPs');
    return addresses.length === 0
      ? []
      : [
          {
            kind: 'fault',
            path: '/spec/externalIPs',
            reason: 'externalIPs are set',
            detail: `nodes take what goes to ${addresses.filter((address) => typeof address === 'string').join(', ')} for this Service`,
            remedy: removeRemedy('/spec/externalIPs', 'Clients that use these addresses need another way in first.'),
          },
        ];
  },
});
