// SPDX-License-Identifier: Apache-2.0
// Reads spec.authorities of a ClusterImagePolicy: one is enough for an image, so more than one is told, unless spec.policy
// judges what they say together.
import { field } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { imagePolicies, imagePolicyKinds, policyList } from '../facts/image-policy.ts';

export const imagePolicyAnyAuthority = defineCheck({
  id: 'image-policy-any-authority',
  title: 'One of several signatures is enough',
  why: 'An image passes that any of the authorities vouches for: whoever gets hold of the weakest key or identity can bring in what they like.',
  remedy: 'Have one authority per policy: an image must satisfy all policies that match it.',
  severity: 'medium',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://docs.sigstore.dev/policy-controller/overview/'],
  aliases: ['T1204.003'],
  appliesTo: { kinds: imagePolicyKinds },
  evaluate: (object) =>
    imagePolicies(object).flatMap((policy) => {
      const { length } = policyList(policy, 'authorities');
      // A policy over the authorities can ask for all of them.
      if (length < 2 || field(field(policy.policy, 'spec'), 'policy') !== undefined) return [];
      const advice = 'Split the policy into one per authority with the same images, where each signature is demanded.';
      return [
        advised(
          policy.at('/spec/authorities'),
          'any authority is enough',
          `policy "${policy.name}" asks for one of ${length} authorities`,
          advice,
        ),
      ];
    }),
});
