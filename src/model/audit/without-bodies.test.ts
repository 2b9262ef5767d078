// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { AuditReader } from './read-events.ts';
import { auditRecord } from './testing.ts';
import { withoutBodies } from './without-bodies.ts';

const { requestReceivedTimestamp, stageTimestamp, annotations, ...head } = auditRecord();
const tail = { requestReceivedTimestamp, stageTimestamp, annotations };
const filler = 'x'.repeat(2000);

/** As the server orders its fields. */
function lineOf(bodies: JsonObject, ...more: readonly JsonObject[]): string {
  return JSON.stringify(Object.assign({}, head, bodies, tail, ...more));
}

test('what stands between is cut, and the rest is the same event', () => {
  const cut = withoutBodies(lineOf({ requestObject: { filler }, responseObject: { filler } }));
  expect(cut).toBe(lineOf({}));
  expect(withoutBodies(lineOf({ requestObject: { a: 1 } }))).toBeUndefined();
  expect(withoutBodies(lineOf({}, { userAgent: filler }))).toBeUndefined();
});

test('a line of which the first half is another event is broken', () => {
  const line = lineOf({ requestObject: { filler } });
  expect(new AuditReader().line(`${line.slice(0, 900)}${line}`)).toEqual([{ broken: 'it is no whole JSON value' }]);
});

// Bodies are written by whoever makes requests: they hold the names of the event's own fields, and text that looks like them.
const word = fc.constantFrom(
  'requestObject',
  'responseObject',
  'requestReceivedTimestamp',
  'annotations',
  'kind',
  'a',
  ',"requestReceivedTimestamp":"',
);
const text = fc.constantFrom(
  'Event',
  '"',
  '\\"',
  ',"requestObject":{',
  '"},"requestReceivedTimestamp":"x"',
  '}}}',
  'audit.k8s.io/v1',
  filler,
);
const { value } = fc.letrec<{ value: Json; object: Json }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, text, fc.integer(), tie('object'), fc.array(tie('value'), { maxLength: 3 })),
  object: fc.dictionary(word, tie('value'), { maxKeys: 4 }),
}));

test('property: whatever is in the bodies, the event is what parsing all of the line gives', () => {
  const body = fc.dictionary(word, value, { maxKeys: 4 });
  fc.assert(
    fc.property(body, fc.option(body), fc.boolean(), (request, response, sorted) => {
      const bodies = { requestObject: { ...request, filler }, ...(response === null ? {} : { responseObject: response }) };
      const written: Json = JSON.parse(lineOf(bodies));
      const fields = isObject(written) ? Object.entries(written) : [];
      // Collectors write the fields in their own order.
      const line = JSON.stringify(Object.fromEntries(sorted ? fields.toSorted(([a], [b]) => (a < b ? -1 : 1)) : fields));
      const slow = new AuditReader({ sizes: true })
        .line(line)
        .map((item) => (item === 'nothing' ? item : { ...item, bytes: 0, requestBytes: 0, responseBytes: 0 }));
      const fast = new AuditReader()
        .line(line)
        .map((item) => (item === 'nothing' ? item : { ...item, bytes: 0, requestBytes: 0, responseBytes: 0 }));
      expect(fast).toEqual(slow);
    }),
    { numRuns: 500 },
  );
});
