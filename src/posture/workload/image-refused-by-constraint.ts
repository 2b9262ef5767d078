// SPDX-License-Identifier: Apache-2.0
// Reads the image of each container and the constraints of the input that admit images by prefix (parameters.repos and the
// like) and match Pods of its namespace. Constraints with selectors are not judged, nor Pods that a kubelet starts from files.
import type { KubernetesObject } from '../../model/object.ts';
import { field } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { containerPlaces } from '../facts/container-faults.ts';
import { isStaticPod } from '../facts/control-plane.ts';
import {
  admitsImage,
  admittedImages,
  constraintKinds,
  enforcementAction,
  exemptNamespaces,
  matchesPods,
  matchOf,
  namesNamespace,
  strings,
} from '../facts/gatekeeper.ts';
import { groupOf } from '../../model/object.ts';
import { perInventory } from '../facts/per-inventory.ts';

const listsOf = perInventory(({ objects }) =>
  objects.filter(
    (object) =>
      constraintKinds.includes(`*.${groupOf(object.apiVersion)}`) &&
      admittedImages(object) !== undefined &&
      matchesPods(object) &&
      enforcementAction(object) === 'deny',
  ),
);

function matches(constraint: KubernetesObject, namespace: string): boolean {
  const match = matchOf(constraint);
  if (field(match, 'labelSelector') !== undefined || field(match, 'namespaceSelector') !== undefined) return false;
  const named = strings(field(match, 'namespaces'));
  return (
    (named.length === 0 || namesNamespace(named, namespace)) && !namesNamespace(strings(field(match, 'excludedNamespaces')), namespace)
  );
}

export const imageRefusedByConstraint = defineCheck({
  id: 'image-refused-by-constraint',
  title: 'Image is refused by a constraint beside it',
  why: 'The workload does not start. Under pressure people widen the rule or switch it off, and then it refuses nobody.',
  remedy: 'Pull the image through an admitted registry, or add its organisation to the constraint.',
  severity: 'medium',
  layer: 'workload',
  threats: ['supply-chain'],
  references: ['https://open-policy-agent.github.io/gatekeeper-library/website/validation/allowedrepos'],
  aliases: [],
  appliesTo: 'workload',
  applicable: ({ object }, { inventory }) => !isStaticPod(object) && listsOf(inventory).length > 0,
  evaluate: (workload, { inventory }) => {
    const { namespace } = workload.object;
    const held = listsOf(inventory).filter((constraint) => matches(constraint, namespace));
    if (held.length === 0 || namesNamespace(exemptNamespaces(inventory), namespace)) return [];
    return containerPlaces(workload).flatMap(({ container, pointer, label }) => {
      const image = container.image ?? '';
      const refusing = held.find((constraint) => {
        const admitted = admittedImages(constraint);
        return admitted !== undefined && !admitsImage(admitted, image);
      });
      if (refusing === undefined || image === '') return [];
      const detail = `${label} runs ${image}, which ${refusing.kind} "${refusing.name}" does not admit`;
      return [
        advised(
          `${pointer}/image`,
          'image is refused by a constraint',
          detail,
          'Use an image of an admitted registry by its full name, or change the constraint.',
        ),
      ];
    });
  },
});
