// SPDX-License-Identifier: Apache-2.0
// Reads the blocks of addresses of rules, ipBlock.cidr of Kubernetes and nets of Calico, and of Calico's network sets. None may lie in the blocks reserved for
// documentation: 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24, 2001:db8::/32, 3fff::/20.
import { valueAt } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { documentationBlocks, liesIn, parseCidr } from '../../model/cidr.ts';
import { flowRules, isCalico, policyKinds, strings } from '../facts/flow-rules.ts';

const setKinds = ['projectcalico.org', 'crd.projectcalico.org'].flatMap((group) => [`NetworkSet.${group}`, `GlobalNetworkSet.${group}`]);

export const networkPolicyDocumentationRange = defineCheck({
  id: 'network-policy-documentation-range',
  title: 'Policy is about addresses that exist only in documentation',
  why: 'Nobody has such an address: a rule that denies them blocks nobody, one that allows them lets nobody in, and the protection that it was meant to be is not there.',
  remedy: 'Replace the example by the real addresses, from a source that is kept up to date.',
  severity: 'high',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://www.rfc-editor.org/rfc/rfc5737', 'https://www.rfc-editor.org/rfc/rfc3849'],
  aliases: [],
  appliesTo: { kinds: [...policyKinds, ...setKinds] },
  evaluate: (object) => {
    const nets = strings(valueAt(object.body, '/spec/nets')).map((cidr) => ({ cidr, pointer: '/spec/nets' }));
    const blocks = isCalico(object) && object.kind.endsWith('NetworkSet') ? nets : flowRules(object).flatMap((rule) => rule.blocks);
    return [...Map.groupBy(blocks.filter(isExample), ({ pointer }) => pointer)].map(([path, found]) => ({
      kind: 'fault',
      path,
      reason: 'addresses reserved for documentation',
      detail: `${found.map(({ cidr }) => cidr).join(' and ')} ${found.length === 1 ? 'is' : 'are'} never routed: the rule is about nobody`,
      remedy: {
        kind: 'advice',
        advice:
          'Put in the real addresses. Lists of countries or of bad addresses belong into a GlobalNetworkSet that is refreshed from a feed.',
      },
    }));
  },
});

function isExample({ cidr }: { readonly cidr: string }): boolean {
  const block = parseCidr(cidr.includes('/') ? cidr : `${cidr}/${cidr.includes(':') ? 128 : 32}`);
  return block !== undefined && liesIn(block, documentationBlocks);
}
