// SPDX-License-Identifier: Apache-2.0
// Reads --make-iptables-util-chains and makeIPTablesUtilChains of kubelet.
import { defineNodeComponentCheck } from '../facts/component-check.ts';
import { likelySafely, mustBe } from '../facts/component-demands.ts';

export const kubeletIptablesChains = defineNodeComponentCheck({
  id: 'kubelet-iptables-chains',
  title: 'Kubelet does not keep its iptables chains',
  why: 'Rules that drop packets from the network to loopback addresses of the node are then not restored when another program removes them.',
  remedy: 'Leave makeIPTablesUtilChains at true.',
  severity: 'low',
  layer: 'node',
  threats: ['network-attack'],
  aliases: ['CIS-4.2.6'],
  component: 'kubelet',
  judge: likelySafely(
    mustBe(
      { flag: 'make-iptables-util-chains', field: '/makeIPTablesUtilChains', type: 'boolean', default: 'true' },
      true,
      'A network agent that keeps these chains itself needs the kubelet not to.',
    ),
  ),
});
