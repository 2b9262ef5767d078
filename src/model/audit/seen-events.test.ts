// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { SeenEvents } from './seen-events.ts';
import { auditEvent } from './testing.ts';

const event = auditEvent();

test('an event is seen again, another stage or another request of the same auditID is not', () => {
  const seen = new SeenEvents();
  expect(seen.add(event)).toBe(false);
  expect(seen.add({ ...event })).toBe(true);
  expect(seen.add({ ...event, stage: 'RequestReceived' })).toBe(false);
  // A client that sends somebody's Audit-ID hides nothing by it.
  expect(seen.add({ ...event, requestReceivedTimestamp: '2026-03-02T10:00:05.000001Z' })).toBe(false);
});

test('many events are told apart, and the last million of them remembered', () => {
  const seen = new SeenEvents();
  const add = (index: number) => seen.add({ ...event, auditID: `a-${index}` });
  for (let index = 0; index < 1_300_000; index++) if (add(index)) throw new Error(`${index} was taken for another`);
  expect([add(300_000), add(1_299_999)]).toEqual([true, true]);
});
