// SPDX-License-Identifier: Apache-2.0
// Reads the image of every container; allowed is a reference that begins with its registry's host.
import type { ImageReference } from '../../model/image.ts';
import { defineCheck } from '../check.ts';
import { setRemedy } from '../facts/container-faults.ts';
import { outcomesPerImage } from '../facts/image-faults.ts';
import { likelySafe } from '../facts/remedy-class.ts';

export const imageRegistryImplicit = defineCheck({
  id: 'image-registry-implicit',
  title: 'Image does not name its registry',
  why: 'Each node completes the name by its own configuration: containerd takes Docker Hub, CRI-O searches the registries it was given. An attacker who publishes the name in the registry that is asked first has the image run, and policies that compare prefixes do not see where it comes from.',
  remedy: 'Write the full reference, host first: docker.io/library/nginx:1.29.',
  severity: 'low',
  layer: 'workload',
  threats: ['supply-chain'],
  references: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
  aliases: [],
  appliesTo: 'workload',
  evaluate: (workload) =>
    outcomesPerImage(workload, ({ image, text, pointer, label }) => {
      if (image.registry !== 'docker.io' || /^(?:index\.)?docker\.io\//.test(text)) return undefined;
      const path = `${pointer}/image`;
      return {
        kind: 'fault',
        path,
        reason: 'image names no registry',
        detail: `${label} runs ${text}, usually taken as ${withRegistry(image, text)}`,
        remedy: likelySafe(
          setRemedy(
            workload,
            path,
            withRegistry(image, text),
            'Review where your nodes take short names from: this is what containerd does.',
          ),
        ),
      };
    }),
});

// Tag and digest stay as they were written.
function withRegistry({ repository }: ImageReference, text: string): string {
  return repository.startsWith('library/') && !text.startsWith('library/') ? `docker.io/library/${text}` : `docker.io/${text}`;
}
