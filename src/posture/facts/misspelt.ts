// SPDX-License-Identifier: Apache-2.0
import { type Labels, type Selector, selects } from '../../model/selector.ts';

/** Whether labels look like those that a selector was meant for: a value is misspelt, or stands under another key. */
export function isNearMiss(selector: Selector, labels: Labels): boolean {
  return selector.some((requirement) => {
    if (requirement.operator !== 'In' || selects([requirement], labels)) return false;
    const carried = Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined;
    return [...requirement.values].some((value) =>
      carried === undefined ? value !== '' && Object.values(labels).includes(value) : isMisspelt(value, carried),
    );
  });
}

/** Whether a name looks like a slip for another: web2 beside web is one of its own, and so is every short one. */
export function isMisspeltName(given: string, meant: string): boolean {
  const bare = (name: string) => name.replace(/\d+/g, '');
  return given.length > 3 && bare(given) !== bare(meant) && isMisspelt(given, meant);
}

/** Whether one letter was left out, added or changed, the case of letters apart. */
export function isMisspelt(given: string, meant: string): boolean {
  const [a, b] = [given.toLowerCase(), meant.toLowerCase()];
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const rest = (text: string, skipped: number) => text.slice(start + skipped);
  return rest(a, 1) === rest(b, 1) || rest(a, 1) === rest(b, 0) || rest(a, 0) === rest(b, 1);
}
