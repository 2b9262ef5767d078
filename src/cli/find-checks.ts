// SPDX-License-Identifier: Apache-2.0
import { editDistance } from '../model/edit-distance.ts';
import { allQuestions } from '../posture/all-questions.ts';
import { catalogue } from '../posture/catalogue.ts';
import type { Check } from '../posture/check.ts';
import { UsageError } from './exit-codes.ts';

/** The checks that ids or aliases name, each once, in the catalogue's order. Throws UsageError on a name nobody knows. */
export function findChecks(names: readonly string[]): Check[] {
  const found = new Set(names.flatMap(checksNamed));
  return catalogue.filter((check) => found.has(check));
}

/** The checks that are called so elsewhere, if any. */
export function checksWithAlias(name: string): readonly Check[] {
  return catalogue.filter(({ aliases }) => aliases.some((alias) => alias.toLowerCase() === name.toLowerCase()));
}

/** An alias may name several checks: other catalogues draw their lines elsewhere. */
export function checksNamed(name: string): readonly Check[] {
  const wanted = name.toLowerCase();
  const found = catalogue.filter(
    ({ id, aliases }) =>
      id === wanted || aliases.some((alias) => alias.toLowerCase() === wanted || alias.toLowerCase().endsWith(`:${wanted}`)),
  );
  if (found.length > 0) return found;
  if (allQuestions.some(({ id }) => id.toLowerCase() === wanted)) {
    throw new UsageError(`${name} is a question, which no check decides: rampart scan --framework cis shows the evidence`);
  }
  const near = nearest(
    wanted,
    catalogue.map(({ id }) => id),
  );
  throw new UsageError(`there is no check ${name}${near === undefined ? '' : `; did you mean ${near}?`} (rampart explain lists all)`);
}

function nearest(name: string, ids: readonly string[]): string | undefined {
  const contained = ids.find((id) => id.includes(name) && name.length >= 3);
  if (contained !== undefined) return contained;
  const [best] = ids.map((id) => ({ id, distance: editDistance(name, id) })).toSorted((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= Math.max(2, name.length / 3) ? best.id : undefined;
}
