// SPDX-License-Identifier: Apache-2.0
// What differs between two texts, line by line: Myers' algorithm ("An O(ND) difference algorithm", 1986).

/** Lines `start` up to `end` of the old text have become lines `newStart` up to `newEnd` of the new one; zero-based, ends exclusive. */
export interface Difference {
  readonly start: number;
  readonly end: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Lines that differ beyond which the rest is told as one difference: the cost grows with their square. */
const patience = 2000;

/** The differences from top to bottom. */
export function lineDifferences(before: readonly string[], after: readonly string[]): Difference[] {
  let head = 0;
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const [a, b] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
  const matches = [...commonLines(a, b), { old: a.length, new: b.length }];
  let old = 0;
  let next = 0;
  const differences: Difference[] = [];
  for (const match of matches) {
    if (match.old > old || match.new > next) {
      differences.push({ start: head + old, end: head + match.old, newStart: head + next, newEnd: head + match.new });
    }
    old = match.old + 1;
    next = match.new + 1;
  }
  return differences;
}

interface Match {
  readonly old: number;
  readonly new: number;
}

/** The longest sequence of lines that both have; empty where that would take too long to find. */
function commonLines(a: readonly string[], b: readonly string[]): Match[] {
  const steps = furthest(a, b);
  if (steps === undefined) return [];
  const matches: Match[] = [];
  let [x, y] = [a.length, b.length];
  for (let step = steps.length - 1; step >= 0; step--) {
    const reached = steps[step] ?? new Map<number, number>();
    const diagonal = x - y;
    const previous = isDown(reached, diagonal, step) ? diagonal + 1 : diagonal - 1;
    const fromX = step === 0 ? 0 : (reached.get(previous) ?? 0);
    const fromY = step === 0 ? 0 : fromX - previous;
    while (x > fromX && y > fromY) matches.push({ old: --x, new: --y });
    [x, y] = [fromX, fromY];
  }
  return matches.reverse();
}

/** For each number of steps, how far each diagonal was reached before it; undefined where patience ends first. */
function furthest(a: readonly string[], b: readonly string[]): Map<number, number>[] | undefined {
  const reached = new Map([[1, 0]]);
  const history: Map<number, number>[] = [];
  for (let step = 0; step <= patience; step++) {
    history.push(new Map([...reached].filter(([diagonal]) => Math.abs(diagonal) <= step + 1)));
    for (let diagonal = -step; diagonal <= step; diagonal += 2) {
      let x = isDown(reached, diagonal, step) ? (reached.get(diagonal + 1) ?? 0) : (reached.get(diagonal - 1) ?? 0) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      reached.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return history;
    }
  }
  return undefined;
}

function isDown(reached: ReadonlyMap<number, number>, diagonal: number, step: number): boolean {
  return diagonal === -step || (diagonal !== step && (reached.get(diagonal - 1) ?? 0) < (reached.get(diagonal + 1) ?? 0));
}
