// SPDX-License-Identifier: Apache-2.0
// Reads --requestheader-client-ca-file, --proxy-client-cert-file and --proxy-client-key-file of kube-apiserver.
import { flag } from '../../model/components/flags.ts';
import { defineComponentCheck } from '../facts/component-check.ts';

const needed = ['requestheader-client-ca-file', 'proxy-client-cert-file', 'proxy-client-key-file'];

export const apiServerAggregation = defineComponentCheck({
  id: 'api-server-aggregation',
  title: 'API server cannot vouch for users to extension API servers',
  why: 'Without an authority and a certificate of the front proxy, extension API servers such as metrics-server cannot know whom they serve. Autoscaling and metrics fail, or somebody lets them trust everyone.',
  remedy: 'Set the --requestheader-* and --proxy-client-* flags with an authority that signs for nothing else.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/'],
  aliases: [],
  component: 'kube-apiserver',
  evaluate: (component) => {
    const missing = needed.filter((name) => (flag(component.flags, name)?.value ?? '') === '');
    if (component.incomplete !== undefined || missing.length === 0) return [];
    return [
      {
        kind: 'fault',
        path: `${component.argumentsPath}/-`,
        reason: 'aggregation is not configured',
        detail: `missing are ${missing.map((name) => `--${name}`).join(', ')}`,
        remedy: {
          kind: 'advice',
          advice:
            'Make a front-proxy authority and client certificate as kubeadm does, and name them: /etc/kubernetes/pki/front-proxy-ca.crt, front-proxy-client.crt and .key.',
        },
      },
    ];
  },
});
