// SPDX-License-Identifier: Apache-2.0
// A recorded log under another policy: what it would come to, and what would no longer be in it. Events are taken one by one, and
// memory does not grow with them. Requests that the recording policy left out are in no log: of these nothing can be told.
import {
  type AuditDecision,
  type AuditLevel,
  auditLevels,
  type AuditPolicy,
  type AuditRequest,
  auditRequestOf,
  compareAuditLevels,
  evaluateAuditPolicy,
  isLongRunning,
} from '../../engines/audit-policy/index.ts';
import { eventTime } from '../../model/audit/audit-log.ts';
import type { AuditEvent } from '../../model/audit/event.ts';
import { LogDetections, type DetectionInLog } from './log-detections.ts';
import { BodySizes, type Volume, VolumeCount } from './volume.ts';

export interface ReplayedRule extends Volume {
  /** Undefined is what no rule takes. */
  readonly rule: number | undefined;
}

export interface ReplayedDay extends Volume {
  /** `2026-03-01`, in UTC; '' for events whose time could not be read. */
  readonly day: string;
}

/** Requests of a kind whose events would be gone. */
export interface DroppedKind {
  readonly kind: string;
  readonly rule: number | undefined;
  readonly events: number;
}

export interface Replay {
  readonly events: number;
  /** Bytes of the log as it is: the events that were read, as the server writes them. */
  readonly loggedBytes: number;
  readonly total: Volume;
  readonly rules: readonly ReplayedRule[];
  readonly days: readonly ReplayedDay[];
  /** The kinds of which most is dropped. */
  readonly dropped: readonly DroppedKind[];
  readonly detections: readonly DetectionInLog[];
}

const mostDays = 1000;
const mostDroppedKinds = 2000;
const shownKinds = 30;

interface Counts {
  readonly byRule: Map<number | undefined, VolumeCount>;
  readonly byDay: Map<string, Map<number | undefined, VolumeCount>>;
}

export class AuditReplay {
  readonly #policy: AuditPolicy;
  readonly #counts: Counts = { byRule: new Map(), byDay: new Map() };
  readonly #decisions = new Map<number | undefined, AuditDecision>();
  readonly #dropped = new Map<string, { rule: number | undefined; kind: string; events: number }>();
  readonly #sizes = new BodySizes();
  readonly #detections = new LogDetections();
  #events = 0;
  #loggedBytes = 0;

  constructor(policy: AuditPolicy) {
    this.#policy = policy;
  }

  /** Events are to be read with their sizes. `source` and `line` say where a detection's event stands. */
  add(event: AuditEvent, source: string, line: number): void {
    const request = auditRequestOf(event);
    const decision = evaluateAuditPolicy(this.#policy, request);
    this.#events += 1;
    this.#loggedBytes += event.bytes ?? 0;
    this.#decisions.set(decision.rule, decision);
    this.#detections.add(event, request, decision, source, line);
    const sized = sizedEvent(event, request);
    learn(this.#sizes, sized);
    const time = eventTime(event);
    const day = time === undefined ? '' : new Date(time).toISOString().slice(0, 10);
    const { byRule, byDay } = this.#counts;
    const ofDay = entryOf(byDay, byDay.has(day) || byDay.size < mostDays ? day : '', () => new Map<number | undefined, VolumeCount>());
    const isRecorded = records(decision, event.stage);
    for (const count of [entryOf(byRule, decision.rule, newCount), entryOf(ofDay, decision.rule, newCount)]) {
      add(count, sized, decision, isRecorded);
    }
    if (!isRecorded) this.#drop(sized.kind, decision.rule);
  }

  #drop(kind: string, rule: number | undefined): void {
    const key = `${rule} ${kind}`;
    const held = this.#dropped.get(key);
    if (held !== undefined) held.events += 1;
    else if (this.#dropped.size < mostDroppedKinds) this.#dropped.set(key, { rule, kind, events: 1 });
  }

  result(): Replay {
    const volumeOf = (rule: number | undefined, count: VolumeCount): Volume => {
      const decision = this.#decisions.get(rule);
      const keeps = (stage: string) => decision !== undefined && records(decision, stage);
      return count.result(this.#sizes, { received: keeps('RequestReceived'), started: keeps('ResponseStarted') });
    };
    const { byRule, byDay } = this.#counts;
    const rules = Array.from(byRule, ([rule, count]) => ({ rule, ...volumeOf(rule, count) }));
    const days = Array.from(byDay, ([day, ofDay]) => ({ day, ...sum(Array.from(ofDay, ([rule, count]) => volumeOf(rule, count))) }));
    return {
      events: this.#events,
      loggedBytes: this.#loggedBytes,
      total: sum(rules),
      rules: rules.toSorted((a, b) => (a.rule ?? Infinity) - (b.rule ?? Infinity)),
      days: days.toSorted((a, b) => (a.day < b.day ? -1 : 1)),
      dropped: [...this.#dropped.values()].toSorted((a, b) => b.events - a.events).slice(0, shownKinds),
      detections: this.#detections.result(),
    };
  }
}

function newCount(): VolumeCount {
  return new VolumeCount();
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const held = map.get(key);
  if (held !== undefined) return held;
  const created = create();
  map.set(key, created);
  return created;
}

function records({ level, omitStages }: AuditDecision, stage: string): boolean {
  return compareAuditLevels(level, 'None') > 0 && !omitStages.has(stage);
}

interface SizedEvent {
  readonly event: AuditEvent;
  readonly level: AuditLevel;
  /** `list pods`: what was asked, by which bodies are alike. */
  readonly kind: string;
  /** Bytes without bodies. */
  readonly bare: number;
  readonly isEnd: boolean;
  readonly isLasting: boolean;
  readonly sends: boolean;
  readonly answers: boolean;
}

const sending = new Set(['create', 'update', 'patch', 'delete', 'deletecollection']);

function sizedEvent(event: AuditEvent, request: AuditRequest): SizedEvent {
  const { verb, resource, subresource = '', apiGroup = '' } = request;
  const isLasting = isLongRunning(request);
  const isEnd = event.stage === 'ResponseComplete' || event.stage === 'Panic';
  const beside = (name: string, bytes: number | undefined) => (bytes === undefined ? 0 : bytes + `,"${name}":`.length);
  return {
    event,
    level: auditLevels.find((level) => level === event.level) ?? 'Metadata',
    kind: `${verb} ${resource === undefined ? '(path)' : `${resource}${subresource && `/${subresource}`}${apiGroup && `.${apiGroup}`}`}`,
    bare: (event.bytes ?? 0) - beside('requestObject', event.requestBytes) - beside('responseObject', event.responseBytes),
    isEnd,
    isLasting,
    // Bodies belong to the API: what a path or a stream carries is in no event.
    sends: isEnd && resource !== undefined && !isLasting && sending.has(verb),
    answers: isEnd && resource !== undefined && !isLasting,
  };
}

function learn(sizes: BodySizes, { event, level, kind, sends, answers }: SizedEvent): void {
  if (sends && isAtLeast(level, 'Request')) sizes.add(`> ${kind}`, event.requestBytes ?? 0);
  if (answers && isAtLeast(level, 'RequestResponse')) sizes.add(`< ${kind}`, event.responseBytes ?? 0);
}

function isAtLeast(level: string, least: AuditLevel): boolean {
  return compareAuditLevels(level, least) >= 0;
}

function add(count: VolumeCount, sized: SizedEvent, decision: AuditDecision, isRecorded: boolean): void {
  const { event, level, kind, bare, isEnd, isLasting, sends, answers } = sized;
  if (isEnd) {
    count.ended += 1;
    count.endedBytes += bare;
    if (isLasting) count.lastingEnded += 1;
  } else if (event.stage === 'RequestReceived') count.received += 1;
  else if (isLasting && event.user !== undefined) count.lastingStarted += 1;
  if (!isRecorded) {
    count.dropped += 1;
    return;
  }
  count.recorded += 1;
  count.bytes += bare + decision.level.length - event.level.length;
  const body = (name: string, least: AuditLevel, bytes: number | undefined, isExpected: boolean, direction: string) => {
    if (!isAtLeast(decision.level, least)) return;
    if (bytes !== undefined) {
      // Without the managed fields it is less, by nobody knows how much.
      if (decision.omitManagedFields) count.atMostBytes += bytes + `,"${name}":`.length;
      else count.bytes += bytes + `,"${name}":`.length;
    } else if (isExpected && !isAtLeast(level, least)) count.miss(`${direction} ${kind}`);
  };
  body('requestObject', 'Request', event.requestBytes, sends, '>');
  body('responseObject', 'RequestResponse', event.responseBytes, answers, '<');
}

function sum(volumes: readonly Volume[]): Volume {
  const total = (of: (volume: Volume) => number) => volumes.reduce((all, volume) => all + of(volume), 0);
  return {
    recorded: total(({ recorded }) => recorded),
    dropped: total(({ dropped }) => dropped),
    added: total(({ added }) => added),
    bytes: total(({ bytes }) => bytes),
    estimatedBytes: total(({ estimatedBytes }) => estimatedBytes),
    unknownBodies: total(({ unknownBodies }) => unknownBodies),
  };
}
