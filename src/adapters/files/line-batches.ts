// SPDX-License-Identifier: Apache-2.0
// Logs are read as lines, a chunk at a time: their size is no matter of memory.
import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { errorCode, type Failure, failureOf } from './failure.ts';
import { isStream, openStream } from './streams.ts';

/** Lines that follow each other; `first` is the number of the first one, counted from 1. */
export interface LineBatch {
  readonly first: number;
  readonly lines: readonly string[];
  /** Bytes read until here, before they were unpacked. */
  readonly bytes: number;
  /** Where this is the last line of the log and nothing ends it: it may have been cut. */
  readonly unended?: true;
}

/** UTF-16 code units; of a longer line only so much is handed on, which no format takes for a whole record. */
const longestFlow = 8 * 1024 * 1024;
const chunkSize = 1024 * 1024;

/**
 * The lines of a file, or of standard input for `-`; what is packed with gzip is unpacked, whatever its name. Where reading fails, the
 * lines before that were handed on, and the failure is returned.
 */
export async function* lineBatches(
  path: string,
  stdin?: AsyncIterable<Uint8Array>,
  longestLine = longestFlow,
): AsyncGenerator<LineBatch, Failure | undefined> {
  const progress = { bytes: 0, line: 1 };
  try {
    const stream = isStream(path)
      ? path === '-' && stdin
        ? stdin
        : await openStream(path)
      : createReadStream(path, { highWaterMark: chunkSize });
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of unpacked(counted(stream, progress))) {
      const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n');
      rest = (lines.pop() ?? '').slice(0, longestLine);
      if (lines.length > 0) yield { first: progress.line, lines, bytes: progress.bytes };
      progress.line += lines.length;
    }
    rest += decoder.decode();
    if (rest !== '') yield { first: progress.line, lines: [rest], bytes: progress.bytes, unended: true };
    return undefined;
  } catch (error) {
    if (progress.bytes === 0) return failureOf(error);
    const reason = `broke off at line ${progress.line} (${errorCode(error) ?? String(error)}): what comes after it is unknown`;
    return { code: 'unreadable', reason };
  }
}

async function* counted(stream: AsyncIterable<Uint8Array>, progress: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) {
    progress.bytes += chunk.byteLength;
    yield chunk;
  }
}

/** The content where the first bytes are those of gzip, several members in a row included; else the bytes as they are. */
async function* unpacked(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done === true) return;
  const all = joined(first.value, chunks);
  if (first.value[0] === 0x1f && first.value[1] === 0x8b) {
    // What goes wrong ends the last stream with the error, and so reaches whoever reads it.
    yield* pipeline(Readable.from(all), createGunzip({ chunkSize }), () => {});
  } else yield* all;
}

async function* joined(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
