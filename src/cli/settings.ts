// SPDX-License-Identifier: Apache-2.0
// Files in which users write what they want: one YAML document, and a fault in it is told with its place.
import type { Json } from '../model/json.ts';
import { defaultLimits } from '../model/limits.ts';
import { type Pointer, tokens } from '../model/pointer.ts';
import { compose } from '../model/yaml/compose.ts';
import { DocumentFailure } from '../model/yaml/failure.ts';
import { createLineIndex } from '../model/yaml/lines.ts';
import { createLocator } from '../model/yaml/locate.ts';
import { parse } from '../model/yaml/parse.ts';
import { UsageError } from './exit-codes.ts';

export interface Settings {
  readonly value: Json;
  /** Throws UsageError with file, line and the name of the field. */
  readonly fail: (at: Pointer, reason: string) => never;
}

/** Throws UsageError with file and line where the text is no YAML. */
export function readSettings(text: string, file: string): Settings {
  const place = (offset: number) => {
    const { line, column } = createLineIndex(text).positionOf(offset);
    return `${file}:${line}:${column}`;
  };
  return {
    value: valueOf(text, (offset, reason) => {
      throw new UsageError(`${place(offset)}: ${reason}`);
    }),
    fail: (at, reason) => {
      const name = tokens(at).join('.');
      throw new UsageError(`${place(offsetOf(text, at))}: ${name === '' ? '' : `${name} `}${reason}`);
    },
  };
}

function valueOf(text: string, fail: (offset: number, reason: string) => never): Json {
  const { documents, failure } = parse(text, defaultLimits);
  if (failure !== undefined) return fail(failure.offset, failure.message);
  const [document] = documents;
  if (document === undefined) return {};
  try {
    const { value, duplicates } = compose(document.text, document.events, defaultLimits);
    const [duplicate] = duplicates;
    if (duplicate !== undefined) return fail(duplicate.offset, `${duplicate.key} is given twice`);
    return value;
  } catch (error) {
    if (!(error instanceof DocumentFailure)) throw error;
    return fail(error.offset, error.message);
  }
}

function offsetOf(text: string, at: Pointer): number {
  const node = createLocator(text).locate(at);
  return (node?.key ?? node?.value)?.start ?? 0;
}
