// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { UsageError } from './exit-codes.ts';

/** Where one format goes: a file, or standard output. */
export interface Destination<Format extends string> {
  readonly format: Format;
  readonly file?: string;
}

/**
 * Which format goes where. A file is given the format that its extension names (adding it where it was not asked
 * for); a file whose extension says nothing gets the only format that has no place yet. What is left over goes to
 * standard output, and at most one format may.
 */
export function destinations<Format extends string>(
  formats: readonly Format[] | undefined,
  files: readonly string[],
  extensions: Readonly<Record<string, Format>>,
  fallback: Format,
): Destination<Format>[] {
  const waiting = new Set(formats ?? (files.length === 0 ? [fallback] : []));
  const nameless: string[] = [];
  const result: Destination<Format>[] = [];
  for (const file of files) {
    const format = extensions[path.extname(file).toLowerCase()];
    if (format === undefined) nameless.push(file);
    else {
      waiting.delete(format);
      result.push({ format, file });
    }
  }
  if (formats === undefined && nameless.length > 0 && waiting.size === 0) waiting.add(fallback);
  for (const file of nameless) {
    const [format] = waiting;
    if (format === undefined || waiting.size > nameless.length) {
      throw new UsageError(`--output ${file}: name the file by its format (${Object.keys(extensions).join(', ')})`);
    }
    waiting.delete(format);
    result.push({ format, file });
  }
  // Without --format the report is still for the reader; files are beside it.
  if (formats === undefined && files.length > 0 && !result.some(({ format }) => format === fallback)) waiting.add(fallback);
  if (waiting.size > 1)
    throw new UsageError(`only one format can go to standard output, not ${[...waiting].join(' and ')}: give the others an --output FILE`);
  return [...result, ...[...waiting].map((format) => ({ format }))];
}

/** Writes all pieces or nothing: beside the file first, then renamed over it. */
export function writeWhole(file: string, pieces: Iterable<string>): void {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}.tmp`);
  try {
    const descriptor = openSync(temporary, 'wx');
    try {
      for (const chunk of chunks(pieces)) writeSync(descriptor, chunk);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new Error(`${file} could not be written: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Resolves when standard output has taken all of it; rejects with EPIPE where the reader has gone. */
export async function writeStdout(pieces: Iterable<string>): Promise<void> {
  for (const chunk of chunks(pieces)) {
    await new Promise<void>((resolve, reject) => {
      process.stdout.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
  }
}

const chunkLength = 1 << 16;

/** Pieces joined until they are worth a system call. */
function* chunks(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}
