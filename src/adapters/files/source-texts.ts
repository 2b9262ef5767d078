// SPDX-License-Identifier: Apache-2.0
import { fileBytes, type Stamp } from './bytes.ts';
import { decodeText } from './decode-text.ts';

/**
 * The texts of sources, for quoting lines and computing positions. Files are read again when they are asked for, so that
 * memory holds at most one of them; what cannot be read again is kept.
 */
export class SourceTexts {
  readonly #files = new Map<string, { readonly path: string; readonly stamp: Stamp }>();
  readonly #kept = new Map<string, string>();
  #last: { readonly source: string; readonly text: string } | undefined;

  keep(source: string, text: string): void {
    this.#kept.set(source, text);
  }

  remember(source: string, path: string, stamp: Stamp): void {
    this.#files.set(source, { path, stamp });
  }

  /** Undefined for an unknown source, and for a file that has changed since: silence is better than a wrong line. */
  textOf(source: string): string | undefined {
    const kept = this.#kept.get(source);
    if (kept !== undefined) return kept;
    if (this.#last?.source !== source) {
      const text = this.#readAgain(source);
      this.#last = text === undefined ? undefined : { source, text };
    }
    return this.#last?.text;
  }

  #readAgain(source: string): string | undefined {
    const file = this.#files.get(source);
    if (file === undefined) return undefined;
    const read = fileBytes(file.path, file.stamp.size);
    if (!('bytes' in read) || read.stamp.size !== file.stamp.size || read.stamp.changed !== file.stamp.changed) return undefined;
    return decodeText(read.bytes).text;
  }
}
