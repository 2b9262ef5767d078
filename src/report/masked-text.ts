// SPDX-License-Identifier: Apache-2.0
// What must not be quoted is covered before anything is: characters are replaced one for one, so that every position stays.
import { locatorOf } from '../model/locator.ts';
import type { FileOrigin, Origin } from '../model/object.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Finding } from '../posture/finding.ts';
import type { TextOf } from './places.ts';

/** Stands for any number of characters: how long a secret is belongs to it. */
export const mask = '••••••••';

/** A place that no output may quote, where it says so. */
type Confidential = Pick<Finding, 'origin' | 'path' | 'confidential'>;

/**
 * Texts in which the values of confidential findings are covered, and objects that hold secrets where they stand in flow
 * style, on one line with others. Those in block style have lines of their own, which are never quoted.
 */
export function maskedText(textOf: TextOf, findings: readonly Confidential[], secretOrigins: readonly Origin[]): TextOf {
  const places = new Map<string, (readonly [FileOrigin, Pointer, boolean])[]>();
  const add = (origin: Origin, path: Pointer, onlyFlow: boolean) => {
    if (origin.kind !== 'file') return;
    const known = places.get(origin.source);
    if (known === undefined) places.set(origin.source, [[origin, path, onlyFlow]]);
    else known.push([origin, path, onlyFlow]);
  };
  for (const { confidential, origin, path } of findings) if (confidential === true) add(origin, path, false);
  for (const origin of secretOrigins) add(origin, '', true);
  let last: readonly [string, string | undefined] | undefined;
  return (source) => {
    const toCover = places.get(source);
    if (toCover === undefined) return textOf(source);
    if (last?.[0] !== source) last = [source, covered(textOf(source), toCover)];
    return last[1];
  };
}

function covered(text: string | undefined, places: readonly (readonly [FileOrigin, Pointer, boolean])[]): string | undefined {
  if (text === undefined) return undefined;
  const ranges = [...Map.groupBy(places, ([origin]) => origin.start).values()].flatMap((ofDocument) => {
    const [first] = ofDocument;
    if (first === undefined) return [];
    const { start } = first[0];
    const locator = locatorOf(first[0], text);
    return ofDocument.flatMap(([origin, path, onlyFlow]) => {
      const node = locator.locate(`${origin.pointer}${path}`);
      if (node === undefined || (onlyFlow && !'{['.includes(text[start + node.value.start] ?? ' '))) return [];
      return { start: start + node.value.start, end: start + node.value.end };
    });
  });
  let result = '';
  let done = 0;
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    if (start < done) continue;
    result += text.slice(done, start) + text.slice(start, end).replaceAll(/[^\s]/g, '•');
    done = end;
  }
  return result + text.slice(done);
}
