// SPDX-License-Identifier: Apache-2.0
// Reads the image of every container: registries that Kubernetes has left get no new images.
import { parseImage } from '../../model/image.ts';
import { defineCheck } from '../check.ts';
import { faultsPerContainer } from '../facts/container-faults.ts';
import { setRemedy } from '../facts/object-remedies.ts';

const frozen = /^(?:(?:[a-z]+\.)?gcr\.io\/google[_-]containers|k8s\.gcr\.io)\//;

export const imageFrozenRegistry = defineCheck({
  id: 'image-frozen-registry',
  title: 'Image comes from a registry that gets no updates',
  why: 'k8s.gcr.io has been frozen since April 2023 and may go away: no release since then, and no fix of a vulnerability, is to be had there.',
  remedy: 'Take the image from registry.k8s.io, in a version that is still supported, by digest.',
  severity: 'medium',
  layer: 'workload',
  threats: ['supply-chain'],
  references: ['https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/'],
  aliases: [],
  appliesTo: 'workload',
  evaluate: (workload) =>
    faultsPerContainer(workload, ({ container, pointer, label }) => {
      const image = parseImage(container.image ?? '');
      if (image === undefined || container.image === undefined || !frozen.test(`${image.registry}/${image.repository}`)) return [];
      return {
        kind: 'fault',
        path: `${pointer}/image`,
        reason: 'the registry is frozen',
        detail: `${label} takes ${image.repository} from ${image.registry}`,
        remedy: setRemedy(
          workload.object,
          `${pointer}/image`,
          container.image.replace(frozen, 'registry.k8s.io/'),
          'Look for a version that is still supported: what is frozen is old.',
        ),
      };
    }),
});
