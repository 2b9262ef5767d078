// SPDX-License-Identifier: Apache-2.0
// The bodies of requests and answers are most of a log that has them, and nothing of them is kept: they are cut out before the rest is parsed.

/** Shorter lines are parsed faster than they are searched. */
const worthwhile = 1500;
const bodies = [',"requestObject":{', ',"responseObject":{'] as const;
const afterBodies = ',"requestReceivedTimestamp":"';
const eventHead = '{"kind":"Event","apiVersion":"audit.k8s.io';

/**
 * The line of an event without its bodies, where they stand between the fields that the server writes before and after them; undefined
 * where nothing can be cut, or not for sure. A quote within text is escaped, so that what is found is a field. The first is the event's own,
 * since bodies are its only fields with objects of others in them. The last is the event's own or one in a body: then the brackets of what
 * is left don't match, and it is no JSON.
 */
export function withoutBodies(line: string): string | undefined {
  if (line.length < worthwhile) return undefined;
  const starts = bodies.map((field) => line.indexOf(field)).filter((at) => at >= 0);
  const end = line.lastIndexOf(afterBodies);
  const start = Math.min(...starts);
  if (starts.length === 0 || end < start) return undefined;
  // Two events in one line: the first was cut when the server ended, and its end is not the second one's.
  const second = line.indexOf(eventHead, 1);
  return second >= 0 && second < end ? undefined : line.slice(0, start) + line.slice(end);
}
