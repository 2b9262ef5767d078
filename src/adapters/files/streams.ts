// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs';
import process from 'node:process';
import { Readable } from 'node:stream';
import { tooLarge } from './bytes.ts';
import { errorCode, type Failure } from './failure.ts';

export interface StreamBytes {
  /** What arrived; where the stream broke off, the documents that had arrived whole. */
  readonly bytes: Uint8Array;
  readonly failure?: Failure;
}

const descriptor = /^\/dev\/fd\/(\d+)$/;

/** `-`, and the pipes that a shell leaves open under a path for `<(command)`: no other FIFO is sure to have a writer. */
export function isStream(typed: string): boolean {
  return typed === '-' || (descriptor.test(typed) && statSync(typed, { throwIfNoEntry: false })?.isFIFO() === true);
}

/** What a path of which isStream is true stands for. */
export async function openStream(typed: string): Promise<AsyncIterable<Uint8Array>> {
  const number = descriptor.exec(typed)?.[1];
  if (number === undefined) return process.stdin;
  const { Socket } = await import('node:net');
  return new Socket({ fd: Number(number), readable: true, writable: false });
}

/** A stream's bytes up to its end, the limit, an error or the signal, whichever comes first. */
export async function streamBytes(stream: AsyncIterable<Uint8Array>, limit: number, signal?: AbortSignal): Promise<StreamBytes> {
  const reading = collected(stream, limit);
  if (signal === undefined) return reading;
  const result = await Promise.race([reading, aborted(signal)]);
  // One that is waited for would keep the process alive.
  if (signal.aborted && stream instanceof Readable) stream.destroy();
  return result;
}

async function collected(stream: AsyncIterable<Uint8Array>, limit: number): Promise<StreamBytes> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      size += chunk.byteLength;
      if (size > limit) return { bytes: new Uint8Array(), failure: tooLarge(limit) };
      chunks.push(chunk);
    }
  } catch (error) {
    const reason = `broke off after ${size} bytes (${errorCode(error) ?? String(error)}): only whole documents before that were read`;
    return { bytes: wholeDocuments(Buffer.concat(chunks)), failure: { code: 'unreadable', reason } };
  }
  return { bytes: Buffer.concat(chunks) };
}

/** Up to the last document separator: half an object would be judged for what had not arrived yet. */
function wholeDocuments(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.max(0, bytes.lastIndexOf('\n---')));
}

/** Nothing, when the signal comes; who gave it says so. Waits without end where it never does: for a race. */
async function aborted(signal: AbortSignal): Promise<StreamBytes> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  return { bytes: new Uint8Array() };
}
