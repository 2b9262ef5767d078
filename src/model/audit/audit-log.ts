// SPDX-License-Identifier: Apache-2.0
import type { AuditEvent } from './event.ts';

/** What reading logs came to: how much there was, of when, and what could not be read. */
export interface AuditLog {
  /** Events handed on: each once. */
  readonly events: number;
  /** Events that had been read before, from this log or another. */
  readonly duplicates: number;
  readonly broken: number;
  /** The first of the broken lines of each source. */
  readonly examples: readonly { readonly source: string; readonly line: number; readonly reason: string }[];
  /** Logs whose last line is not ended: they were being written, or cut. */
  readonly cut: readonly string[];
  /** Milliseconds of the first and the last request; absent where no event had a time. */
  readonly first?: number;
  readonly last?: number;
}

/** When the server received the request, in milliseconds; undefined where the event has no time that could be read. */
export function eventTime({ requestReceivedTimestamp, stageTimestamp }: AuditEvent): number | undefined {
  const time = Date.parse(requestReceivedTimestamp === '' ? stageTimestamp : requestReceivedTimestamp);
  return Number.isNaN(time) ? undefined : time;
}
