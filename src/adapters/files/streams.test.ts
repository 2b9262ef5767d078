// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { streamBytes } from './streams.ts';

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function* broken(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  yield* chunks(...texts);
  throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
}

async function* endless(): AsyncGenerator<Uint8Array> {
  for (;;) yield Buffer.alloc(1000);
}

test('chunks are joined', async () => {
  expect(Buffer.from((await streamBytes(chunks('kind', ': Pod'), 100)).bytes).toString()).toBe('kind: Pod');
});

test('what broke off keeps its whole documents', async () => {
  const { bytes, failure } = await streamBytes(broken('kind: Pod\n---\nki', 'nd: No'), 100);
  expect(Buffer.from(bytes).toString()).toBe('kind: Pod');
  expect(failure).toEqual({
    code: 'unreadable',
    reason: 'broke off after 22 bytes (ECONNRESET): only whole documents before that were read',
  });
});

test('a stream is read up to the limit', async () => {
  expect(await streamBytes(endless(), 5000)).toMatchObject({ bytes: new Uint8Array(), failure: { code: 'file-too-large' } });
});

test('the signal ends a stream that is silent', async () => {
  const silent: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) };
  expect(await streamBytes(silent, 100, AbortSignal.timeout(5))).toEqual({ bytes: new Uint8Array() });
});
