// SPDX-License-Identifier: Apache-2.0
// Reads policyTypes (types in Calico) beside the rules: a direction that has rules must be listed, where any is listed.
import { field } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { isCalico, isolates, listField, policyKinds } from '../facts/flow-rules.ts';

const typeOf = { ingress: 'Ingress', egress: 'Egress' } as const;

export const networkPolicyRulesIgnored = defineCheck({
  id: 'network-policy-rules-ignored',
  title: 'Rules of a policy are not in force',
  why: 'Rules of a direction that policyTypes does not list are ignored: the direction stays open although the policy reads as if it were limited.',
  remedy: 'List both Ingress and Egress in policyTypes where there are rules of both.',
  severity: 'high',
  layer: 'network',
  threats: ['network-attack', 'data-exposure'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource'],
  aliases: [],
  appliesTo: { kinds: policyKinds },
  evaluate: (object) => {
    const spec = field(object.body, 'spec');
    const key = isCalico(object) ? 'types' : 'policyTypes';
    return (['ingress', 'egress'] as const)
      .filter((direction) => listField(spec, direction).length > 0 && !isolates(object, direction))
      .map((direction) => ({
        kind: 'fault',
        path: `/spec/${direction}`,
        reason: `${direction} rules are ignored`,
        detail: `${key} does not list ${typeOf[direction]}, so its rules are ignored and ${direction} stays open`,
        remedy: patchRemedy(
          [{ op: 'add', path: `/spec/${key}/-`, value: typeOf[direction] }],
          'The rules come into force: what they do not allow is denied from then on.',
        ),
      }));
  },
});
