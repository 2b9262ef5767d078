// SPDX-License-Identifier: Apache-2.0
// Recorded API calls, added up: one row for each user and request, so that memory follows what is asked and not how often.
import { eventTime } from '../../model/audit/audit-log.ts';
import type { AuditEvent } from '../../model/audit/event.ts';
import type { Request, User } from '../../engines/rbac/index.ts';
import { needsOf } from './needs-of.ts';

/** Calls of one user for one thing, which the server allowed. */
export interface Call {
  readonly user: User;
  readonly request: Request;
  readonly count: number;
  /** Milliseconds; absent where no event had a time. */
  readonly first: number | undefined;
  readonly last: number | undefined;
}

export interface RecordedCalls {
  readonly calls: readonly Call[];
  /** Calls that are not in the rows because there were too many different ones. */
  readonly leftOut: number;
}

/** Different calls that are kept: a log of more names an object in nearly every one. */
const mostCalls = 1_000_000;

export class CallTable {
  readonly #rows = new Map<string, { -readonly [Key in keyof Call]: Call[Key] }>();
  readonly #groups = new Map<string, readonly string[]>();
  #leftOut = 0;

  /** Takes each event of a log; those of other stages than the answer, and of what was not allowed, say nothing here. */
  add(event: AuditEvent): void {
    // The answer to a watch is told when it begins and when it ends.
    const counts = event.stage === 'ResponseStarted' ? 0 : 1;
    for (const { user, request, decision } of needsOf(event))
      if (decision === 'allowed') this.#add(user, request, counts, eventTime(event));
  }

  #add({ name, groups }: User, request: Request, counts: number, time: number | undefined): void {
    const groupKey = groups.join('\u0000');
    const key = `${name}\u0001${groupKey}\u0001${keyOf(request)}`;
    const row = this.#rows.get(key);
    if (row !== undefined) {
      row.count += counts;
      if (time !== undefined) {
        row.first = row.first === undefined ? time : Math.min(row.first, time);
        row.last = row.last === undefined ? time : Math.max(row.last, time);
      }
      return;
    }
    if (this.#rows.size >= mostCalls) {
      this.#leftOut += 1;
      return;
    }
    // Millions of calls are made by a few users: their groups are held once.
    const shared = this.#groups.get(groupKey) ?? groups;
    this.#groups.set(groupKey, shared);
    this.#rows.set(key, { user: { name, groups: shared }, request, count: counts, first: time, last: time });
  }

  result(): RecordedCalls {
    return { calls: [...this.#rows.values()], leftOut: this.#leftOut };
  }
}

function keyOf(request: Request): string {
  if (request.kind === 'nonResource') return `${request.verb} ${request.path}`;
  const { verb, apiGroup, resource, subresource, namespace, name } = request;
  return `${verb} ${apiGroup}/${resource}/${subresource} ${namespace}/${name}`;
}
