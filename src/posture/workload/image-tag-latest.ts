// SPDX-License-Identifier: Apache-2.0
// Reads the image of every container; allowed is any tag but latest, which is also what no tag means, and any digest.
import { defineCheck } from '../check.ts';
import { outcomesPerImage } from '../facts/image-faults.ts';

export const imageTagLatest = defineCheck({
  id: 'image-tag-latest',
  title: 'Image is whatever its registry calls latest',
  why: 'Whoever can push to the repository decides what runs at the next start of a pod, without a change that anyone reviews. Pods of one workload may run different code, and a rollback brings back the same tag, not the same image.',
  remedy: 'Name the version that was tested, best with its digest: registry/name:version@sha256:….',
  severity: 'medium',
  layer: 'workload',
  threats: ['supply-chain'],
  references: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
  aliases: ['kube-linter:latest-tag', 'polaris:tagNotSpecified', 'kube-score:container-image-tag', 'KSV013', 'T1525'],
  appliesTo: 'workload',
  evaluate: (workload) =>
    outcomesPerImage(workload, ({ image, text, pointer, label }) => {
      if (image.digest !== undefined || image.tag !== 'latest') return undefined;
      return {
        kind: 'fault',
        path: `${pointer}/image`,
        reason: image.tagGiven ? 'image has the tag latest' : 'image has no tag',
        detail: `${label} runs ${text}${image.tagGiven ? '' : ', which means the tag latest'}`,
        remedy: { kind: 'advice', advice: 'Name the version that was tested, best with its digest.' },
      };
    }),
});
