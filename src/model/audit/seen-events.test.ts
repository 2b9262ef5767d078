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

test('many events are told apart, and the last of them remembered', () => {
  const seen = new SeenEvents(10_000);
  const add = (index: number) => seen.add({ ...event, auditID: `a-${index}` });
  const mixedUp = Array.from({ length: 35_000 }, (_, index) => add(index)).filter(Boolean);
  expect(mixedUp).toEqual([]);
  expect([add(34_999), add(21_000), add(5000)]).toEqual([true, true, false]);
});
