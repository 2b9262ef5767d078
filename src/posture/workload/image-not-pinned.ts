// SPDX-License-Identifier: Apache-2.0
// Reads the image of every container; only a reference with a digest is allowed.
import { defineCheck } from '../check.ts';
import { outcomesPerImage } from '../facts/image-faults.ts';

export const imageNotPinned = defineCheck({
  id: 'image-not-pinned',
  title: 'Image is not pinned by digest',
  why: 'A tag can be moved: whoever controls the repository, or its credentials, puts another image under the same name, as has been done to widely used build and scan tools. A digest names the content itself, so what was scanned and signed is what runs.',
  remedy: 'Append the digest of the image that was tested: name:version@sha256:…, and let a tool keep it current.',
  severity: 'low',
  layer: 'workload',
  threats: ['supply-chain'],
  references: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
  aliases: ['kube-linter:image-not-pinned-by-digest', 'kube-linter:image-sha', 'T1525'],
  yieldsTo: ['image-tag-latest', 'image-pull-policy', 'image-frozen-registry'],
  appliesTo: 'workload',
  evaluate: (workload) =>
    outcomesPerImage(workload, ({ image, text, pointer, label }) => {
      if (image.digest !== undefined) return undefined;
      return {
        kind: 'fault',
        path: `${pointer}/image`,
        reason: 'image has no digest',
        detail: `${label} runs ${text} by its tag`,
        remedy: {
          kind: 'advice',
          advice: 'Append @sha256:… of the image that was tested; its registry and `docker buildx imagetools inspect` show it.',
        },
      };
    }),
});
