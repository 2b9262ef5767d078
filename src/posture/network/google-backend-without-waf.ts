// SPDX-License-Identifier: Apache-2.0
// Reads securityPolicy of Google's BackendConfigs and GCPBackendPolicies, which name a policy of Cloud Armor for what stands behind a load
// balancer: it must be named. Without such an object nothing is told.
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';

export const googleBackendWithoutWaf = defineCheck({
  id: 'google-backend-without-waf',
  title: 'Backend of a Google load balancer has no web application firewall',
  why: 'Requests that try known attacks reach the program as they are. A firewall before it buys time between the news of a fault and its repair.',
  remedy: 'Name a policy of Cloud Armor, or say in an exception which firewall stands before it.',
  severity: 'info',
  layer: 'network',
  threats: ['network-attack'],
  references: [
    'https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-armor-backendconfig',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources#configure_cloud_armor',
  ],
  aliases: ['T1190'],
  appliesTo: { kinds: ['BackendConfig.cloud.google.com', 'GCPBackendPolicy.networking.gke.io'] },
  evaluate: ({ kind, body }) => {
    const spec = field(body, 'spec');
    const isConfig = kind === 'BackendConfig';
    const policy = isConfig ? stringField(field(spec, 'securityPolicy'), 'name') : stringField(field(spec, 'default'), 'securityPolicy');
    if ((policy ?? '') !== '') return [];
    const path = isConfig ? '/spec/securityPolicy/name' : '/spec/default/securityPolicy';
    return [
      advised(
        path,
        'no policy of Cloud Armor',
        'securityPolicy names none',
        'Make a policy of Cloud Armor, and name it in securityPolicy.',
      ),
    ];
  },
});
