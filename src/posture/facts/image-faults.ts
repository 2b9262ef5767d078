// SPDX-License-Identifier: Apache-2.0
import { type ImageReference, parseImage } from '../../model/image.ts';
import type { Workload } from '../../model/workload.ts';
import type { Fault, Outcome } from '../check.ts';
import { type ContainerPlace, containerPlaces } from './container-faults.ts';

/** A container whose image reference could be read. */
export interface ImagePlace extends ContainerPlace {
  readonly image: ImageReference;
  /** The reference as it was written. */
  readonly text: string;
}

/**
 * The faults of each container's image, in order. An image that cannot be read, because a template or a build tool has
 * yet to fill it in, is undecided: nobody can say what will run.
 */
export function outcomesPerImage(workload: Workload, faultOf: (place: ImagePlace) => Fault | undefined): Outcome[] {
  return containerPlaces(workload).flatMap((place): Outcome[] => {
    const text = place.container.image ?? '';
    // Istio's injector puts the proxy's image in the place of the word auto.
    const image = text === 'auto' ? undefined : parseImage(text);
    if (image !== undefined) {
      const fault = faultOf({ ...place, image, text });
      return fault === undefined ? [] : [fault];
    }
    return [
      {
        kind: 'undecided',
        path: `${place.pointer}/image`,
        reason: 'the image reference cannot be read',
        detail: text === '' ? `${place.label} names no image` : `${place.label} names ${JSON.stringify(text)}, which is no image reference`,
        missing: 'the image reference that the cluster will be given',
      },
    ];
  });
}
