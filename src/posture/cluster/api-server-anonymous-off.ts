// SPDX-License-Identifier: Apache-2.0
// Reads --anonymous-auth of kube-apiserver: false everywhere shuts out probes, too.
import { flag, parseBoolean } from '../../model/components/flags.ts';
import { defineComponentCheck } from '../facts/component-check.ts';

export const apiServerAnonymousOff = defineComponentCheck({
  id: 'api-server-anonymous-off',
  title: 'API server refuses the probes of its own kubelet',
  why: 'Probes of the kubelet and of load balancers have no credentials, and kubeadm join reads cluster-info without any: with --anonymous-auth=false they get 401, and a healthy API server is restarted or taken out of service. In the end somebody opens everything again.',
  remedy:
    'Allow anonymous requests for /livez, /readyz and /healthz alone: anonymous.conditions of an AuthenticationConfiguration (beta in 1.32, stable in 1.34), which excludes the flag.',
  severity: 'low',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-authenticator-configuration'],
  aliases: [],
  component: 'kube-apiserver',
  evaluate: (component) => {
    const given = flag(component.flags, 'anonymous-auth');
    if (given === undefined || parseBoolean(given.value) !== false) return [];
    return [
      {
        kind: 'fault',
        path: given.path,
        reason: '--anonymous-auth=false shuts out probes',
        detail: 'requests without credentials are refused on every path, those of health probes included',
        remedy: {
          kind: 'advice',
          advice:
            'Write the paths into an AuthenticationConfiguration, name it by --authentication-config, and take --anonymous-auth away.',
        },
      },
    ];
  },
});
