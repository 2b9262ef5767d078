// SPDX-License-Identifier: Apache-2.0
// Reads authorities[*].static.action of a ClusterImagePolicy: pass is allowed for globs that name a repository, not for all images of a
// registry or of all.
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { imagePolicies, imagePolicyKinds, policyList } from '../facts/image-policy.ts';

export const imagePolicyStaticPass = defineCheck({
  id: 'image-policy-static-pass',
  title: 'Image policy admits whole registries without a signature',
  why: 'Where the policy passes everything that its glob fits, nobody has to sign: whoever may push there, or publish on a public registry, has his image run.',
  remedy: 'Ask for a signature, and pass only the repositories that cannot be signed, by name.',
  severity: 'medium',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://docs.sigstore.dev/policy-controller/overview/'],
  aliases: [],
  appliesTo: { kinds: imagePolicyKinds },
  evaluate: (object) =>
    imagePolicies(object).flatMap((policy) => {
      const wide = policyList(policy, 'images')
        .map((image) => stringField(image, 'glob') ?? '')
        .filter((glob) => /^(?:\*+|[^/]*\/?\*\*?(?:\/\*+)*)$/.test(glob));
      if (wide.length === 0) return [];
      return policyList(policy, 'authorities').flatMap((authority, index) => {
        if (stringField(field(authority, 'static'), 'action') !== 'pass') return [];
        const detail = `policy "${policy.name}" passes ${wide.join(', ')} without a signature`;
        return [
          advised(
            policy.at(`/spec/authorities/${index}/static/action`),
            'passes without a signature',
            detail,
            'Name a key or an identity in place of static.',
          ),
        ];
      });
    }),
});
