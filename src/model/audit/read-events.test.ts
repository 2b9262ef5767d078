// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AuditReader } from './read-events.ts';
import { auditRecord } from './testing.ts';

const record = auditRecord();
const line = JSON.stringify(record);

/** The verbs of the events, and why others are none. */
function read(...lines: readonly string[]): string[] {
  const reader = new AuditReader();
  const items = [...lines.flatMap((text) => reader.line(text)), ...reader.end()];
  return items.flatMap((item) => (item === 'nothing' ? [] : 'broken' in item ? item.broken : item.verb));
}

test('lines, lists, and JSON over many lines', () => {
  expect(read(line, '', line)).toEqual(['get', 'get']);
  const { kind: _, apiVersion: __, ...item } = record;
  const list = { kind: 'EventList', apiVersion: 'audit.k8s.io/v1', metadata: {}, items: [item, item] };
  expect(read(JSON.stringify(list))).toEqual(['get', 'get']);
  expect(read(...JSON.stringify(list, null, 2).split('\n'))).toEqual(['get', 'get']);
  expect(read(...`${JSON.stringify(record, null, 4)}\n${JSON.stringify(record, null, 4)}`.split('\n'))).toEqual(['get', 'get']);
  expect(read('[', `${line},`, line, ']')).toEqual(['get', 'get']);
});

test.each([
  { log: `${line}\n`, stream: 'stdout', time: '2026-03-02T10:00:00Z' },
  { message: line, host: 'a' },
  { 'kubernetes-audit': record, '@timestamp': '2026-03-02T10:00:00Z' },
  { _source: { message: line } },
  { category: 'kube-audit', properties: { log: line } },
  { events: [{ timestamp: 1, message: line }] },
])('what a collector wraps: %#', (wrapped) => {
  expect(read(JSON.stringify(wrapped))).toEqual(['get']);
});

test("containers' logs cut long lines, and the server's own log is between them", () => {
  const time = '2026-03-02T10:00:00.000000001Z';
  const cri = [`${time} stdout P ${line.slice(0, 99)}`, `${time} stdout F ${line.slice(99)}`];
  expect(read(...cri, `${time} stderr F I1128 08:42:17.123456       1 trace.go:1] slow`)).toEqual(['get']);
  const docker = [line.slice(0, 99), `${line.slice(99)}\n`].map((log) => JSON.stringify({ log, stream: 'stdout' }));
  expect(read(...docker)).toEqual(['get']);
});

test("the server's text format", () => {
  const text =
    '2026-03-02T10:00:00.000001Z AUDIT: id="a" stage="ResponseComplete" ip="::1" method="list" user="jane \\"j\\"" groups="\\"dev\\",\\"system:authenticated\\"" as="<self>" asgroups="<lookup>" user-agent="k\\x00\\u00fc" namespace="shop" uri="/api/v1/namespaces/shop/pods" response="200"';
  const [event] = new AuditReader().line(text);
  expect(event).toMatchObject({
    user: { name: 'jane "j"', groups: ['dev', 'system:authenticated'] },
    userAgent: 'k\u0000ü',
    verb: 'list',
    responseStatus: { code: 200 },
  });
});

test('what is broken says why', () => {
  expect(read(line.slice(0, 50), 'nonsense', '{"a":1}', '5', '{', ' "kind": "Event",')).toEqual([
    'it is no whole JSON value',
    'it is no audit event',
    'it is JSON, and no audit event',
    'it is no audit event',
    'the log ends before it does',
  ]);
});

test('hostile lines cost no more than their length', () => {
  const run = 'a'.repeat(400_000);
  const head = '2026-03-02T10:00:00Z AUDIT: id="a" ';
  const slashes = `{"auditID":"a","stage":"b","verb":"get","requestURI":"${'/'.repeat(400_000)}x"}`;
  const quotes = `${head}stage="b" method="get" user="u" groups="${'\\\\\\"'.repeat(100_000)}" uri="/x"`;
  expect(read(head + run, head + run.replaceAll('aa', '="'), slashes, quotes)).toEqual([
    'it is an audit line without stage or uri',
    'it is an audit line without stage or uri',
    'get',
    'get',
  ]);
  const deep = `{"auditID":"a","stage":"b","verb":"get","requestURI":"/","requestObject":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
  expect(new AuditReader({ sizes: true }).line(deep)).toMatchObject([{ verb: 'get' }]);
});

test('nothing makes it throw', () => {
  const piece = fc.oneof(fc.string(), fc.json(), fc.constantFrom(line, line.slice(9), '{', '[', ']', '}', '2026-01-01T stdout P x'));
  fc.assert(
    fc.property(fc.array(piece), (lines) => {
      expect(() => read(...lines)).not.toThrow();
    }),
  );
});
