// SPDX-License-Identifier: Apache-2.0
// How complete an answer is: said beside each one, in the same words.
import type { Problem } from '../../model/problem.ts';
import type { Unknowns } from '../../proof/reach/unknowns.ts';
import { count, type Page, printable, wrap } from '../style.ts';

export interface Standing {
  /** Everything could be read, and no part of the answer is unknown. */
  readonly complete: boolean;
  readonly unknown: Unknowns;
  /** What could not be read or is not evaluated, whether this answer hangs on it or not. */
  readonly problems: readonly Problem[];
}

/** Reasons told before the rest is only counted. */
const told = 5;

/** `3 answers are unknown: 70000 is no port; the node of web may not be known`; undefined where none is. */
export function unknownText({ answers, reasons }: Unknowns): string | undefined {
  if (answers === 0) return undefined;
  const why = reasons.slice(0, told).map(printable).join('; ');
  const rest = reasons.length - told;
  return `${count(answers, 'answer is', 'answers are')} unknown${why === '' ? '' : `: ${why}`}${rest > 0 ? `; and ${count(rest, 'more reason')}` : ''}`;
}

export function standingLines({ unknown }: Standing, { ink, width }: Page): string[] {
  const text = unknownText(unknown);
  return text === undefined ? [] : ['', ...wrap(text, width - 2).map((line, index) => `${index === 0 ? ink.magenta('? ') : '  '}${line}`)];
}
