// SPDX-License-Identifier: Apache-2.0
// Reads ipBlock of Kubernetes' peers and nets and notNets of Calico's: blocks must be well formed, and exceptions lie inside
// the block that they are taken from and be smaller than it.
import { pointer as pointerOf } from '../../model/pointer.ts';
import { field } from '../../model/json.ts';
import { defineCheck, type Fault } from '../check.ts';
import { containsBlock, parseAddress, parseCidr } from '../../model/cidr.ts';
import { type FlowRule, flowRules, isCalico, policyKinds, strings } from '../facts/flow-rules.ts';
import { removeRemedy } from '../facts/container-faults.ts';

export const networkPolicyInvalidBlock = defineCheck({
  id: 'network-policy-invalid-block',
  title: 'Policy has a block of addresses that is refused',
  why: 'The API server refuses the policy, so the protection that its file shows is not there; an exception outside of its block excepts nothing.',
  remedy: 'Write blocks as address/prefix, and exceptions as smaller blocks inside.',
  severity: 'medium',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/'],
  aliases: [],
  appliesTo: { kinds: policyKinds },
  evaluate: (object) => flowRules(object).flatMap((rule) => (isCalico(object) ? calicoFaults(rule) : kubernetesFaults(rule))),
});

function kubernetesFaults({ blocks }: FlowRule): Fault[] {
  return blocks.flatMap(({ cidr, except, pointer }) => {
    const outer = parseCidr(cidr);
    if (outer === undefined) return [malformed(pointer, cidr)];
    return except.flatMap((text, index) => {
      const path = pointer.replace(/cidr$/, `except/${index}`);
      const inner = parseCidr(text);
      if (inner === undefined) return [malformed(path, text)];
      if (containsBlock(outer, inner) && inner.prefix > outer.prefix) return [];
      const detail = `${text} ${containsBlock(inner, outer) ? 'is all of' : 'is not in'} ${cidr}`;
      return [
        {
          kind: 'fault',
          path,
          reason: 'the exception is no smaller block inside',
          detail,
          remedy: removeRemedy(path, 'Or correct the block that it was meant for.'),
        },
      ];
    });
  });
}

function calicoFaults({ rule, pointer }: FlowRule): Fault[] {
  return ['source', 'destination'].flatMap((side) =>
    ['nets', 'notNets'].flatMap((key) => {
      const nets = field(field(rule, side), key);
      return strings(nets)
        .filter((text) => parseCidr(text) === undefined && parseAddress(text) === undefined)
        .map((text) => malformed(`${pointer}${pointerOf(side, key)}`, text));
    }),
  );
}

function malformed(path: string, text: string): Fault {
  return {
    kind: 'fault',
    path,
    reason: 'no block of addresses',
    detail: `${JSON.stringify(text.slice(0, 50))} is no address with a prefix`,
    remedy: { kind: 'advice', advice: 'Write it as 10.20.0.0/16 or 2001:db8:20::/48; a single address has the prefix /32 or /128.' },
  };
}
