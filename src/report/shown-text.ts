// SPDX-License-Identifier: Apache-2.0
// Whole texts for showing, as the lines around a change are: without credentials, and without what nobody could read.
import { isArray, isObject, type Json } from '../model/json.ts';
import type { KubernetesObject } from '../model/object.ts';
import { type Pointer, pointer } from '../model/pointer.ts';
import { isRedacted } from '../model/redact.ts';
import type { Finding } from '../posture/finding.ts';
import { maskedText } from './masked-text.ts';

/**
 * The text of one source with everything covered that must not be shown, character for character: what was taken out of
 * its objects, what findings call confidential, and documents that are no objects, since a broken one may be a Secret.
 */
export function shownText(text: string, objects: readonly KubernetesObject[], findings: readonly Finding[]): string {
  const places = objects.flatMap(({ origin, body }) => redactedPlaces(body).map((path) => ({ origin, path, confidential: true }) as const));
  const [first] = objects;
  const source = first?.origin.kind === 'file' ? first.origin.source : '';
  const masked = maskedText(() => text, [...findings, ...places], [])(source) ?? '';
  const known = objects.flatMap(({ origin }) => (origin.kind === 'file' ? origin : []));
  let result = '';
  let done = 0;
  for (const { start, end } of known.toSorted((a, b) => a.start - b.start)) {
    if (start < done) continue;
    result += `${covered(masked.slice(done, start))}${masked.slice(start, end)}`;
    done = end;
  }
  return `${result}${covered(masked.slice(done))}`;
}

function covered(text: string): string {
  return text.replaceAll(/[^\s]/g, '•');
}

function redactedPlaces(value: Json, path: Pointer = ''): Pointer[] {
  if (isRedacted(value)) return [path];
  const children = isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  return children.flatMap(([key, child]) => redactedPlaces(child, `${path}${pointer(key)}`));
}
