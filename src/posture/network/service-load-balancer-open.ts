// SPDX-License-Identifier: Apache-2.0
// Reads spec.loadBalancerSourceRanges of Services of type LoadBalancer: it must list blocks narrower than all addresses. Load balancers
// that the annotations of a cloud make internal are left out.
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { isEverywhere } from '../../model/cidr.ts';
import { listField } from '../facts/flow-rules.ts';

/** Annotations that keep a load balancer off the Internet, and the values that do. */
const internal: Readonly<Record<string, RegExp>> = {
  'service.beta.kubernetes.io/aws-load-balancer-internal': /^(true|0\.0\.0\.0\/0)$/,
  'service.beta.kubernetes.io/aws-load-balancer-scheme': /^internal$/,
  'service.beta.kubernetes.io/azure-load-balancer-internal': /^true$/,
  'networking.gke.io/load-balancer-type': /^internal$/i,
  'cloud.google.com/load-balancer-type': /^internal$/i,
  'service.beta.kubernetes.io/openstack-internal-load-balancer': /^true$/,
  'service.beta.kubernetes.io/oci-load-balancer-internal': /^true$/,
  'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type': /^intranet$/,
};

export const serviceLoadBalancerOpen = defineCheck({
  id: 'service-load-balancer-open',
  title: 'Load balancer takes connections from every address',
  why: 'The program behind it is on the Internet, with all its faults and its login page, and can be found by a scan of the provider’s addresses within hours.',
  remedy:
    'List the clients’ networks in loadBalancerSourceRanges, make the load balancer internal, or put the Service behind a Gateway or Ingress.',
  severity: 'low',
  layer: 'network',
  threats: ['network-attack', 'unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer',
    'https://attack.mitre.org/techniques/T1133/',
  ],
  aliases: ['kube-linter:exposed-services', 'T1133'],
  appliesTo: { kinds: ['Service'] },
  applicable: ({ body, annotations }) =>
    stringField(field(body, 'spec'), 'type') === 'LoadBalancer' &&
    !Object.entries(internal).some(([key, pattern]) => pattern.test(annotations[key] ?? '')),
  evaluate: ({ body, annotations }) => {
    const ranges = listField(field(body, 'spec'), 'loadBalancerSourceRanges').filter((range) => typeof range === 'string');
    const annotated = annotations['service.beta.kubernetes.io/load-balancer-source-ranges'] ?? '';
    const given = ranges.length > 0 ? ranges : annotated.split(',').filter((range) => range.trim() !== '');
    if (given.length > 0 && !given.some((range) => isEverywhere(range.trim()))) return [];
    return [
      {
        kind: 'fault',
        path: '/spec/loadBalancerSourceRanges',
        reason: given.length === 0 ? 'no source ranges' : 'the source ranges hold every address',
        detail: given.length === 0 ? 'whoever reaches the load balancer reaches the pods' : `${given.join(', ')} holds every address`,
        remedy: {
          kind: 'advice',
          advice:
            'List the networks that clients come from. An ingress controller that serves the public stays open: accept the finding there.',
        },
      },
    ];
  },
});
