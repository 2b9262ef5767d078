// SPDX-License-Identifier: Apache-2.0
// What logs tell of needs, added up: one for each different request of a subject, so that memory follows what is asked and not how often.
import type { Request, Subject, User } from '../../engines/rbac/index.ts';
import { eventTime } from '../../model/audit/audit-log.ts';
import type { AuditEvent } from '../../model/audit/event.ts';
import type { KubernetesVersion } from '../../model/version.ts';
import { type EventNeed, needsOf } from './needs-of.ts';
import { passedOver, subjectOf } from './subjects.ts';

/** A request that was recorded, perhaps many times. */
export interface Need {
  readonly request: Request;
  readonly count: number;
  /** Milliseconds; absent where no event had a time. */
  readonly first?: number;
  readonly last?: number;
  /** Where it stands first. */
  readonly source: string;
  readonly line: number;
  /** Status codes that were answered. */
  readonly codes: readonly number[];
  /** Why it is needed, where it is not the request that was made. */
  readonly besides?: string;
}

export interface SubjectNeeds {
  readonly subject: Subject;
  /** With every group that was ever seen. */
  readonly user: User;
  readonly allowed: readonly Need[];
  readonly denied: readonly Need[];
  /** Who made requests as this user. */
  readonly impersonators: readonly string[];
}

export interface Recorded {
  readonly subjects: readonly SubjectNeeds[];
  /** Requests of those who get no role, by the reason. */
  readonly passedOver: ReadonlyMap<string, { readonly users: number; readonly requests: number }>;
  /** Events without an answer. */
  readonly unanswered: number;
  /** Events that are in no need because there were too many different ones. */
  readonly leftOut: number;
}

export interface NeedOptions {
  readonly version: KubernetesVersion;
  /** Names of users to whom it is limited; those that are passed over otherwise are among them if named. */
  readonly users?: ReadonlySet<string>;
  /** Takes everybody: for whom no role is proposed as well. */
  readonly everybody?: true;
  /** Whether the name of what a request is for says nothing. */
  readonly isAnyName: (request: Request) => boolean;
}

/** Different requests that are kept. */
const mostNeeds = 400_000;
const mostCodes = 8;

interface Sum {
  readonly need: EventNeed;
  readonly source: string;
  readonly line: number;
  readonly codes: Set<number>;
  /** Requests by their ends, and those that are known by their beginning only. */
  ended: number;
  started: number;
  first: number;
  last: number;
}

interface SubjectSums {
  readonly name: string;
  readonly groups: Set<string>;
  readonly sums: Map<string, Sum>;
  readonly impersonators: Set<string>;
}

/** Adds up events. */
export class NeedTable {
  readonly #options: NeedOptions;
  readonly #subjects = new Map<string, SubjectSums>();
  readonly #passedOver = new Map<string, { readonly names: Set<string>; requests: number }>();
  #needs = 0;
  #unanswered = 0;
  #leftOut = 0;

  constructor(options: NeedOptions) {
    this.#options = options;
  }

  add(event: AuditEvent, source: string, line: number): void {
    if (event.stage === 'RequestReceived') this.#unanswered += 1;
    for (const need of needsOf(event)) this.#add(need, event, source, line);
  }

  #add(need: EventNeed, event: AuditEvent, source: string, line: number): void {
    const { users, version, everybody } = this.#options;
    const { user } = need;
    if (users !== undefined && !users.has(user.name)) return;
    const why = users === undefined && everybody !== true ? passedOver(user, version) : undefined;
    if (why !== undefined) return this.#passOver(why, user);
    const subject = this.#subjectOf(user);
    if (need.user === event.impersonatedUser && subject.impersonators.size < 10) subject.impersonators.add(event.user?.name ?? '');
    const key = this.#keyOf(need);
    let sum = subject.sums.get(key);
    if (sum === undefined) {
      if (this.#needs >= mostNeeds) {
        this.#leftOut += 1;
        return;
      }
      this.#needs += 1;
      const [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      sum = { need, source, line, codes: new Set(), ended: 0, started: 0, first, last };
      subject.sums.set(key, sum);
    }
    count(sum, event);
  }

  #passOver(why: string, { name }: User): void {
    let entry = this.#passedOver.get(why);
    if (entry === undefined) this.#passedOver.set(why, (entry = { names: new Set(), requests: 0 }));
    entry.names.add(name);
    entry.requests += 1;
  }

  #subjectOf({ name, groups }: User): SubjectSums {
    let subject = this.#subjects.get(name);
    if (subject === undefined) {
      subject = { name, groups: new Set(), sums: new Map(), impersonators: new Set() };
      this.#subjects.set(name, subject);
    }
    for (const group of groups) subject.groups.add(group);
    return subject;
  }

  /** A slash stands in no part of a path, so that it parts them. */
  #keyOf({ request, decision, besides = '' }: EventNeed): string {
    const tail = `${request.verb}/${decision}/${besides}`;
    if (request.kind === 'nonResource') return `${tail} ${request.path}`;
    const name = this.#options.isAnyName(request) ? '' : request.name;
    return `${tail}/${request.apiGroup}/${request.resource}/${request.subresource}/${request.namespace}/${name}`;
  }

  result(): Recorded {
    return {
      subjects: [...this.#subjects.values()].map(needsOfSubject).toSorted((a, b) => compare(a.user.name, b.user.name)),
      passedOver: new Map([...this.#passedOver].map(([why, { names, requests }]) => [why, { users: names.size, requests }])),
      unanswered: this.#unanswered,
      leftOut: this.#leftOut,
    };
  }
}

function count(sum: Sum, event: AuditEvent): void {
  if (event.stage === 'ResponseStarted') sum.started += 1;
  else sum.ended += 1;
  const code = event.responseStatus?.code;
  if (code !== undefined && sum.codes.size < mostCodes) sum.codes.add(code);
  const time = eventTime(event);
  if (time === undefined) return;
  sum.first = Math.min(sum.first, time);
  sum.last = Math.max(sum.last, time);
}

function needsOfSubject({ name, groups, sums, impersonators }: SubjectSums): SubjectNeeds {
  const all = [...sums.values()];
  return {
    subject: subjectOf(name),
    user: { name, groups: [...groups] },
    allowed: all.filter(({ need }) => need.decision === 'allowed').map(needOf),
    denied: all.filter(({ need }) => need.decision === 'denied').map(needOf),
    impersonators: [...impersonators],
  };
}

function needOf({ need, source, line, codes, ended, started, first, last }: Sum): Need {
  return {
    request: need.request,
    // A watch is told when it begins, and once more when it ends.
    count: Math.max(ended, started),
    ...(Number.isFinite(first) ? { first, last } : {}),
    source,
    line,
    codes: [...codes].toSorted((a, b) => a - b),
    ...(need.besides === undefined ? {} : { besides: need.besides }),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
