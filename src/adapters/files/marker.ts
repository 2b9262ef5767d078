// SPDX-License-Identifier: Apache-2.0
import { load } from 'js-yaml';
import { smallText } from './bytes.ts';

/** The top of a kustomization.yaml or Chart.yaml: they are read to know what to do with their folder, not as input. */
export type Marker = Readonly<Record<string, unknown>>;

/** Empty where the file cannot be read as one mapping: the program that renders the folder says why, in its own words. */
export function readMarker(file: string): Marker {
  try {
    const value = load(smallText(file) ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};
  } catch {
    return {};
  }
}

/** Every string in a value, each shared part once: a small file with many aliases must not grow here. */
export function stringsIn(value: unknown, seen: Set<object> = new Set()): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  return Object.values(value).flatMap((item) => stringsIn(item, seen));
}
