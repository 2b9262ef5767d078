// SPDX-License-Identifier: Apache-2.0
// One path in the terminal, step by step.
import { type ToldStep, toldSteps } from '../../proof/paths/told.ts';
import type { Path } from '../../proof/paths/index.ts';
import type { TextOf } from '../places.ts';
import { quoteRule } from '../reach/rule-quote.ts';
import { type Page, printable, wrap } from '../style.ts';

export interface Why {
  readonly isWhy: boolean;
  readonly textOf: TextOf;
}

export function pathLines(path: Path, { ink, width }: Page, why: Why, indent: string): string[] {
  const steps = toldSteps(path);
  const room = width - indent.length - 2;
  return steps.flatMap((step, index) => [
    ...wrap(printable(index === 0 ? step.who.name : `→ ${step.who.name}`), room).map((line) => `${indent}${ink.bold(line)}`),
    ...wrap(printable(step.how), room - 2).map((line) => `${indent}  ${line}`),
    ...step.assumes.flatMap((assumed) => wrap(`if ${printable(assumed)}`, room - 2).map((line) => `${indent}  ${ink.magenta(line)}`)),
    ...(why.isWhy ? whyLines(step, why.textOf, room - 4).map((line) => `${indent}    ${ink.dim(line)}`) : []),
    ...(index === steps.length - 1 ? [`${indent}${ink.bold(ink.red(printable(`→ ${step.to.name}`)))}`] : []),
  ]);
}

function whyLines({ kind, places }: ToldStep, textOf: TextOf, room: number): string[] {
  const shown = new Set(places.map(({ object, pointer }) => quoteRule(object, pointer, textOf).place));
  return [
    ...wrap(kind.reason, room),
    ...(kind.condition === 'None.' ? [] : wrap(`Condition: ${kind.condition}`, room)),
    ...wrap(`[${kind.id}] ${[...shown].map(printable).join(', ')}`.trimEnd(), room),
  ];
}
