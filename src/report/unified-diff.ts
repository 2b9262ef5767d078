// SPDX-License-Identifier: Apache-2.0
// Changes of a file as `patch` and `git apply` take them.
import { type Difference, lineDifferences } from './line-diff.ts';
import { printable, type Page } from './style.ts';

export interface TextChange {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** The same texts with what nobody may read covered, character for character. */
  readonly shownBefore: string;
  readonly shownAfter: string;
}

/** Lines around a change that are shown to say where it is. */
const context = 3;

/** A unified diff. With `exact`, other programs can apply it; without, control characters are covered, so that it cannot drive a terminal. */
export function unifiedDiff(change: TextChange, { ink }: Page, exact: boolean): string {
  const [before, after] = [linesOf(change.before), linesOf(change.after)];
  const [shownBefore, shownAfter] = [linesOf(change.shownBefore), linesOf(change.shownAfter)];
  const show = (text: string) => (exact ? text.replace(/\n$/, '') : printable(text.replace(/\r?\n$/, '')));
  const line = (mark: string, text: string) => {
    const end = text.endsWith('\n') ? '' : '\n\\ No newline at end of file';
    const whole = `${mark}${show(text)}`;
    return `${mark === '-' ? ink.red(whole) : mark === '+' ? ink.green(whole) : whole}${end}`;
  };
  const hunks = hunksOf(lineDifferences(before, after), before.length).map(({ start, end, differences }) => {
    const shift = (differences[0]?.newStart ?? 0) - (differences[0]?.start ?? 0);
    const grown = differences.reduce((sum, { start, end, newStart, newEnd }) => sum + newEnd - newStart - (end - start), 0);
    const body: string[] = [];
    let at = start;
    for (const { start, end, newStart, newEnd } of differences) {
      body.push(...shownBefore.slice(at, start).map((text) => line(' ', text)));
      body.push(...shownBefore.slice(start, end).map((text) => line('-', text)));
      body.push(...shownAfter.slice(newStart, newEnd).map((text) => line('+', text)));
      at = end;
    }
    body.push(...shownBefore.slice(at, end).map((text) => line(' ', text)));
    return [ink.cyan(`@@ -${range(start, end - start)} +${range(start + shift, end - start + grown)} @@`), ...body].join('\n');
  });
  const name = printable(change.name).replace(/^(?:\.?\/)+/, '');
  return [ink.bold(`--- a/${name}`), ink.bold(`+++ b/${name}`), ...hunks, ''].join('\n');
}

/** Each line with its line feed; the last one may have none. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function range(start: number, length: number): string {
  return `${length === 0 ? start : start + 1},${length}`;
}

interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly differences: readonly Difference[];
}

/** Differences with the lines around them, those that touch joined. */
function hunksOf(differences: readonly Difference[], length: number): Hunk[] {
  const hunks: Hunk[] = [];
  for (const difference of differences) {
    const start = Math.max(0, difference.start - context);
    const end = Math.min(length, difference.end + context);
    const last = hunks.at(-1);
    if (last !== undefined && last.end >= start)
      hunks[hunks.length - 1] = { start: last.start, end, differences: [...last.differences, difference] };
    else hunks.push({ start, end, differences: [difference] });
  }
  return hunks;
}
