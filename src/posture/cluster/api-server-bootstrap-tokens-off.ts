// SPDX-License-Identifier: Apache-2.0
// Reads --enable-bootstrap-token-auth of kube-apiserver: false, where it is said, keeps nodes from joining.
import { flag, parseBoolean } from '../../model/components/flags.ts';
import { defineComponentCheck } from '../facts/component-check.ts';
import { setting } from '../facts/component-remedies.ts';

export const apiServerBootstrapTokensOff = defineComponentCheck({
  id: 'api-server-bootstrap-tokens-off',
  title: 'Nodes cannot join with bootstrap tokens',
  why: "Joining a node with kubeadm needs a bootstrap token. Where the API server takes none, people copy administrators' kubeconfigs to new nodes instead. What is dangerous is a token that lives long, not that there are tokens.",
  remedy:
    'Let the API server take bootstrap tokens, make them live for an hour, and watch for new Secrets of type bootstrap.kubernetes.io/token.',
  severity: 'low',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/'],
  aliases: [],
  component: 'kube-apiserver',
  evaluate: (component) => {
    const given = flag(component.flags, 'enable-bootstrap-token-auth');
    if (given === undefined || parseBoolean(given.value) !== false) return [];
    return [
      {
        kind: 'fault',
        path: given.path,
        reason: 'bootstrap tokens are refused',
        detail: 'kubeadm join needs --enable-bootstrap-token-auth=true',
        remedy: setting(component, { flag: 'enable-bootstrap-token-auth' }, true, 'Leave it off where nodes join in another way.'),
      },
    ];
  },
});
