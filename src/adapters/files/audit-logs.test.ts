// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary-folder.ts';
import { auditRecord } from '../../model/audit/testing.ts';
import { readAuditLogs } from './audit-logs.ts';

let files: ReturnType<typeof temporaryFolder> | undefined;
afterEach(() => files?.remove());

const event = (second: number) =>
  `${JSON.stringify(auditRecord({ auditID: `id-${second}`, requestReceivedTimestamp: `2026-03-02T10:00:0${second}.000001Z` }))}\n`;

async function read(content: Readonly<Record<string, string | Uint8Array>>, ...names: readonly string[]) {
  files = temporaryFolder(content);
  const { folder } = files;
  const events: string[] = [];
  const take = ({ auditID }: { readonly auditID: string }, source: string, line: number) =>
    events.push(`${auditID} ${path.relative(folder, source)}:${line}`);
  const { log, problems } = await readAuditLogs(
    names.map((name) => path.join(folder, name)),
    take,
  );
  return { events, log, problems };
}

test('a folder of rotated logs, the oldest first, packed or not, each event once', async () => {
  const { events, log } = await read(
    {
      'audit.log': event(4) + event(5),
      'audit-2026-03-01T00-00-00.000.log.gz': gzipSync(event(1) + event(2)),
      'audit-2026-03-02T00-00-00.000.log': event(2) + event(3),
      'notes.md': 'no log',
    },
    '',
  );
  expect(events).toEqual([
    'id-1 audit-2026-03-01T00-00-00.000.log.gz:1',
    'id-2 audit-2026-03-01T00-00-00.000.log.gz:2',
    'id-3 audit-2026-03-02T00-00-00.000.log:2',
    'id-4 audit.log:1',
    'id-5 audit.log:2',
  ]);
  const [first, last] = [1, 5].map((second) => Date.UTC(2026, 2, 2, 10, 0, second));
  expect(log).toMatchObject({ events: 5, duplicates: 1, broken: 0, first, last });
});

test("logrotate's numbers count up from the newest; globs", async () => {
  const { events } = await read({ 'audit.log': event(3), 'audit.log.1': event(2), 'audit.log.10.gz': gzipSync(event(1)) }, 'audit.log*');
  expect(events.map((text) => text.split(' ')[0])).toEqual(['id-1', 'id-2', 'id-3']);
});

test('broken lines are counted, the first of them told; a last line that is cut is no broken one', async () => {
  const { events, log, problems } = await read(
    { 'a.log': `${event(1)}x\nx\nx\nx\n${event(2)}{"kind":"Ev`, 'b.log': 'nothing of this kind' },
    'a.log',
    'b.log',
    'c.log',
  );
  expect(events).toHaveLength(2);
  expect(log).toMatchObject({ broken: 5, cut: [path.join(files?.folder ?? '', 'a.log')] });
  expect(log.examples.map(({ line }) => line)).toEqual([2, 3, 4, 1]);
  expect(problems).toMatchObject([{ code: 'not-found' }]);
});

test('a packed log that is cut off', async () => {
  const packed = gzipSync(Array.from({ length: 20_000 }, (_, index) => event(index)).join(''), { level: 1 });
  const { events, problems } = await read({ 'audit.log': packed.subarray(0, packed.length / 2) }, 'audit.log');
  expect(events.length).toBeGreaterThan(1000);
  expect(problems).toMatchObject([{ code: 'unreadable' }]);
});

test('a line longer than an event may be is one broken line', async () => {
  const { events, log } = await read({ 'audit.log': `{"a":"${'x'.repeat(40_000_000)}"}\n${event(1)}` }, 'audit.log');
  expect([events.length, log.broken]).toEqual([1, 1]);
});
