// SPDX-License-Identifier: Apache-2.0
// Which selectors select a pod, and which pods a selector selects, without a comparison of each with each: a namespace may hold
// tens of thousands of both.
import type { Labels, Selector } from './selector.ts';
import { selects } from './selector.ts';

/** One label that must have one of these values for something to be selected. */
export interface Hint {
  readonly key: string;
  readonly values: ReadonlySet<string>;
}

/** The requirement of a selector that the fewest labels meet; undefined where none names values. */
export function hintOf(selector: Selector): Hint | undefined {
  let best: Hint | undefined;
  for (const requirement of selector) {
    if (requirement.operator !== 'In' || (best !== undefined && best.values.size <= requirement.values.size)) continue;
    best = requirement;
  }
  return best;
}

export interface SelectorIndex<T> {
  /** In the order of the items, those that may select what has these labels: the caller compares. */
  candidates(labels: Labels): readonly T[];
}

/** Indexes what selects, each by its hint. */
export function indexSelectors<T>(items: readonly T[], hint: (item: T) => Hint | undefined): SelectorIndex<T> {
  const everywhere: number[] = [];
  const byKey = new Map<string, Map<string, number[]>>();
  items.forEach((item, index) => {
    const found = hint(item);
    if (found === undefined) {
      everywhere.push(index);
      return;
    }
    const ofKey = byKey.get(found.key) ?? new Map<string, number[]>();
    byKey.set(found.key, ofKey);
    for (const value of found.values) push(ofKey, value, index);
  });
  const inOrder = (places: readonly (readonly number[])[]) =>
    places
      .flat()
      .sort((a, b) => a - b)
      .map((index) => items[index])
      .filter((item) => item !== undefined);
  return {
    candidates: (labels) => inOrder([everywhere, ...Object.entries(labels).map(([key, value]) => byKey.get(key)?.get(value) ?? [])]),
  };
}

/** Indexes what is selected, by its labels: gives what a selector selects, in the order of the items. */
export function indexLabels<T>(items: readonly T[], labelsOf: (item: T) => Labels): (selector: Selector) => readonly T[] {
  const byLabel = new Map<string, number[]>();
  items.forEach((item, index) => {
    for (const [key, value] of Object.entries(labelsOf(item))) push(byLabel, `${key}=${value}`, index);
  });
  return (selector) => {
    const hint = hintOf(selector);
    const candidates =
      hint === undefined
        ? items
        : [...hint.values]
            .flatMap((value) => byLabel.get(`${hint.key}=${value}`) ?? [])
            .sort((a, b) => a - b)
            .map((index) => items[index])
            .filter((item) => item !== undefined);
    return candidates.filter((item) => selects(selector, labelsOf(item)));
  };
}

function push(index: Map<string, number[]>, key: string, value: number): void {
  const found = index.get(key);
  if (found === undefined) index.set(key, [value]);
  else found.push(value);
}
