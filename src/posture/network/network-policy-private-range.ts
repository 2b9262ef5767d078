// SPDX-License-Identifier: Apache-2.0
// Reads the blocks of addresses that ingress rules allow: a private block as wide as 10.0.0.0/12 or 192.168.0.0/16 must have
// exceptions (except of Kubernetes, notNets of Calico).
import { defineCheck } from '../check.ts';
import { containsBlock, parseCidr } from '../../model/cidr.ts';
import { flowRules, policyKinds } from '../facts/flow-rules.ts';

/** The private blocks, and the prefix up to which a part of them is wide enough to hold a cluster by chance. */
const wide = [
  ['10.0.0.0/8', 12],
  ['172.16.0.0/12', 12],
  ['192.168.0.0/16', 16],
  ['100.64.0.0/10', 10],
  ['fc00::/7', 16],
] as const;

export const networkPolicyPrivateRange = defineCheck({
  id: 'network-policy-private-range',
  title: 'Policy lets in private addresses so wide that they hold the cluster itself',
  why: 'Pods, nodes and Services have private addresses too. The rule that was meant for the company’s network lets in every pod, and every client from the Internet whose address a node or load balancer replaced by its own.',
  remedy: 'Name the company’s own networks narrowly, and take out the blocks of pods, nodes and Services.',
  severity: 'medium',
  layer: 'network',
  threats: ['network-attack', 'unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-ipblock-selectors'],
  aliases: [],
  appliesTo: { kinds: policyKinds },
  evaluate: (object) => {
    const blocks = flowRules(object).flatMap((rule) => (rule.direction === 'ingress' && rule.allows ? rule.blocks : []));
    return [...Map.groupBy(blocks.filter(isWide), ({ pointer }) => pointer)].map(([path, found]) => ({
      kind: 'fault',
      path,
      reason: 'private addresses that hold the cluster itself',
      detail: `${found.map(({ cidr }) => cidr).join(' and ')} normally ${found.length === 1 ? 'holds' : 'hold'} the addresses of pods, nodes and Services`,
      remedy: {
        kind: 'advice',
        advice: 'List the networks that clients come from, and except the cluster’s blocks (except in Kubernetes, notNets in Calico).',
      },
    }));
  },
});

function isWide({ cidr, except }: { readonly cidr: string; readonly except: readonly string[] }): boolean {
  const block = parseCidr(cidr);
  if (block === undefined || except.length > 0) return false;
  return wide.some(([text, prefix]) => {
    const outer = parseCidr(text);
    return outer !== undefined && block.prefix <= prefix && containsBlock(outer, block);
  });
}
