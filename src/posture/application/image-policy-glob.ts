// SPDX-License-Identifier: Apache-2.0
// Reads spec.images[*].glob of a ClusterImagePolicy: * stops at a slash, so a glob that ends in /* leaves out the repositories
// below, and * alone means Docker Hub's library. A * for the tag is left alone.
import { stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised, replaced } from '../facts/advice.ts';
import { imagePolicies, imagePolicyKinds, policyList } from '../facts/image-policy.ts';

export const imagePolicyGlob = defineCheck({
  id: 'image-policy-glob',
  title: 'Image policy does not reach nested repositories',
  why: 'An image one folder deeper matches no policy: it is decided by the default for what nobody described, which many set to allow.',
  remedy: 'End the glob in /**.',
  severity: 'medium',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://docs.sigstore.dev/policy-controller/overview/'],
  aliases: ['T1204.003'],
  appliesTo: { kinds: imagePolicyKinds },
  evaluate: (object) =>
    imagePolicies(object).flatMap((policy) => {
      const globs = policyList(policy, 'images').map((image) => stringField(image, 'glob') ?? '');
      return globs.flatMap((glob, index) => {
        // gcr.io/** beside gcr.io/* covers what lies deeper.
        if (!/^\*$|(?<![*:@])\*$/.test(glob) || globs.includes(`${glob}*`)) return [];
        const detail = `the glob ${glob} of policy "${policy.name}" stops at the next slash`;
        const path = policy.at(`/spec/images/${index}/glob`);
        const isDirect = path.startsWith('/spec/');
        return [
          isDirect
            ? replaced(path, 'glob stops at a slash', detail, `${glob}*`, 'The policy then judges more images: see that they are signed.')
            : advised(path, 'glob stops at a slash', detail, `Write ${glob}*.`),
        ];
      });
    }),
});
