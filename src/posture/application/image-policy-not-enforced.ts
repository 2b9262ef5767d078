// SPDX-License-Identifier: Apache-2.0
// Reads spec.mode of a ClusterImagePolicy: warn lets every image pass.
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { imagePolicies, imagePolicyKinds } from '../facts/image-policy.ts';

export const imagePolicyNotEnforced = defineCheck({
  id: 'image-policy-not-enforced',
  title: 'Image policy only warns',
  why: 'An image without a signature starts all the same, and a warning to whoever deploys it stops no attacker. A trial that was never ended looks like protection in every list of policies.',
  remedy: 'Set mode: enforce once the images in use pass.',
  severity: 'low',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://docs.sigstore.dev/policy-controller/overview/'],
  aliases: [],
  appliesTo: { kinds: imagePolicyKinds },
  evaluate: (object) =>
    imagePolicies(object).flatMap((policy) =>
      stringField(field(policy.policy, 'spec'), 'mode') === 'warn'
        ? [advised(policy.at('/spec/mode'), 'policy is not enforced', `policy "${policy.name}" has the mode warn`, 'Write mode: enforce.')]
        : [],
    ),
});
