// SPDX-License-Identifier: Apache-2.0
// Reads image and imagePullPolicy of every container. Allowed: a digest, which is content whatever the policy; Always; and
// IfNotPresent with a tag that names a version. The default is Always for the tag latest, else IfNotPresent.
import type { ImageReference } from '../../model/image.ts';
import { defineCheck } from '../check.ts';
import { setRemedy } from '../facts/container-faults.ts';
import { outcomesPerImage } from '../facts/image-faults.ts';
import { likelySafe } from '../facts/remedy-class.ts';

export const imagePullPolicy = defineCheck({
  id: 'image-pull-policy',
  title: 'Node may run a stale copy of a moving image',
  why: 'The tag moves, but a node that holds an image under its name never asks the registry again: fixes do not arrive, nodes run different code, and an image that someone has put on the node is taken for the real one. Nor are the credentials for the image asked for.',
  remedy: 'Pin the image by digest, or set imagePullPolicy: Always, which downloads only what has changed.',
  severity: 'low',
  layer: 'workload',
  threats: ['supply-chain'],
  references: [
    'https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy',
    'https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#alwayspullimages',
  ],
  aliases: ['C-0075'],
  appliesTo: 'workload',
  evaluate: (workload) =>
    outcomesPerImage(workload, ({ container, image, text, pointer, label }) => {
      const policy = container.imagePullPolicy || (image.tag === 'latest' ? 'Always' : 'IfNotPresent');
      if (image.digest !== undefined || policy === 'Always' || (policy === 'IfNotPresent' && !isMoving(image))) return undefined;
      const path = `${pointer}/imagePullPolicy`;
      const remedy = setRemedy(workload, path, 'Always', 'The registry must then be reachable whenever a container starts.');
      return {
        kind: 'fault',
        path,
        reason: policy === 'Never' ? 'image is never asked of its registry' : 'image with a moving tag is pulled only once',
        detail: `${label} runs ${text} with imagePullPolicy ${policy}${container.imagePullPolicy ? '' : ', the default'}`,
        // An image that is never pulled may be in no registry.
        remedy: policy === 'Never' ? remedy : likelySafe(remedy),
      };
    }),
});

// A version has a number in it; stable, alpine or main are names of what is current.
function isMoving({ tag = '' }: ImageReference): boolean {
  return !/\d/.test(tag) || /latest|nightly|snapshot/i.test(tag);
}
