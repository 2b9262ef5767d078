// SPDX-License-Identifier: Apache-2.0
// Reads --bind-address of kube-apiserver: an address of every interface, where it is said, is wider than most clusters need.
import { flag } from '../../model/components/flags.ts';
import { defineComponentCheck } from '../facts/component-check.ts';

export const apiServerListensEverywhere = defineComponentCheck({
  id: 'api-server-listens-everywhere',
  title: 'API server listens on every interface',
  why: 'The API server then answers on the networks of tenants, of pods and of the public as well: every flaw before authentication can be reached from there.',
  remedy: 'Bind it to the address of the management network, or see that a firewall or private load balancer is before it.',
  severity: 'low',
  layer: 'cluster',
  threats: ['network-attack', 'unauthorized-access'],
  aliases: ['T1133'],
  component: 'kube-apiserver',
  evaluate: (component) => {
    const given = flag(component.flags, 'bind-address');
    if (given === undefined || !/^(?:0\.0\.0\.0|\[?::\]?|\[?0(?::0){7}\]?)$/.test(given.value)) return [];
    return [
      {
        kind: 'fault',
        path: given.path,
        reason: 'bound to every interface',
        detail: `--bind-address=${given.value}`,
        remedy: { kind: 'advice', advice: 'Set --bind-address to the address that clients and nodes use.' },
      },
    ];
  },
});
