// SPDX-License-Identifier: Apache-2.0
// What refuses pods and cannot be evaluated offline yet. It is asked like any other law, and says that it does not know.
import type { Inventory } from '../../model/inventory.ts';
import { displayName } from '../../model/object.ts';
import { refusingPolicies } from '../../posture/facts/policy-engines.ts';
import type { AdmissionLaw } from './law.ts';

/** A law for each constraint, policy binding, policy of Kyverno and webhook that may refuse pods. */
export function unevaluatedLaws(inventory: Inventory): AdmissionLaw[] {
  return refusingPolicies(inventory).map(({ object, detail }) => ({
    name: `${displayName(object)}: ${detail}`,
    // An object that a change leaves alone is the very same one afterwards.
    statedBy: object,
    judge: () => ({ verdict: 'unknown', missing: `what ${displayName(object)} says to it, which is not evaluated yet` }),
  }));
}
