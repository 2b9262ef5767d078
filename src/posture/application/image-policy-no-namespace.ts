// SPDX-License-Identifier: Apache-2.0
// Reads the labels of the namespaces beside a ClusterImagePolicy: only those with policy.sigstore.dev/include=true are checked.
// Told where no namespace of the input has it.
import { objectsOfKind } from '../../model/inventory.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { imagePolicies, imagePolicyKinds } from '../facts/image-policy.ts';

export const imagePolicyNoNamespace = defineCheck({
  id: 'image-policy-no-namespace',
  title: 'No namespace asks for its images to be checked',
  why: 'The controller looks only at namespaces that carry its label; in all others every image starts, and so does one that an attacker pushed.',
  remedy: 'Label the namespaces, and set no-match-policy to deny.',
  severity: 'low',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://docs.sigstore.dev/policy-controller/overview/'],
  aliases: [],
  appliesTo: { kinds: imagePolicyKinds },
  evaluate: (object, { inventory }) => {
    const label = 'policy.sigstore.dev/include';
    if (objectsOfKind(inventory, 'Namespace', '').some(({ labels }) => labels[label] === 'true')) return [];
    const advice = `Label each namespace that runs images ${label}=true, and keep no-match-policy at deny.`;
    return imagePolicies(object).map((policy) =>
      advised(
        policy.at('/spec'),
        'no namespace is checked',
        `no namespace of the input has the label that policy "${policy.name}" needs`,
        advice,
      ),
    );
  },
});
