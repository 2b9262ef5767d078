// SPDX-License-Identifier: Apache-2.0
// For tests of the whole catalogue. Apart from testing.ts, which the generator of the catalogue needs before there is one.
import { buildInventory } from '../model/inventory.ts';
import type { KubernetesObject } from '../model/object.ts';
import { newestKubernetes } from '../model/version.ts';
import { catalogue } from './catalogue.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './finding.ts';
import { testTime } from './testing.ts';

/** Evaluates the whole catalogue over objects, for the newest Kubernetes. */
export function evaluateAll(objects: readonly KubernetesObject[]): Evaluation {
  return evaluate(buildInventory({ objects, problems: [], passedOver: 0 }, newestKubernetes), catalogue, testTime);
}
