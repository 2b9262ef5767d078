// SPDX-License-Identifier: Apache-2.0
// Exceptions: findings that somebody answers for until a day. An exception accepts failed verdicts only: where evidence is
// missing, nobody knows what would be accepted.
import type { Json } from '../model/json.ts';
import type { ObjectRef, Origin } from '../model/object.ts';
import { type Labels, type Selector, selects } from '../model/selector.ts';
import type { Finding } from './finding.ts';

/** Which objects: all that is given must hold. In names `*` stands for any characters. */
export interface ObjectPattern {
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly selector?: Selector;
}

export interface Exception {
  readonly name: string;
  readonly origin: Origin;
  /** Ids of checks, or patterns of ids in which `*` stands for any characters. */
  readonly checks: readonly string[];
  readonly objects: readonly ObjectPattern[];
  readonly owner: string;
  /** Never the owner. */
  readonly approver: string;
  readonly reason: string;
  readonly ticket?: string;
  /** As written: a day, which is the last one it holds (UTC), or an instant. */
  readonly expires: string;
  /** First instant at which it holds no more, in milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface AcceptedFinding {
  readonly finding: Finding;
  readonly exception: Exception;
}

/** What became of an exception: `expired` ones accept nothing; `matched` counts what it accepts, or would have. */
export interface ExceptionUse {
  readonly exception: Exception;
  readonly status: 'used' | 'unused' | 'expired';
  readonly matched: number;
}

/** A file or object that is no valid exception: it accepts nothing. */
export interface InvalidException {
  readonly name: string;
  readonly origin: Origin;
  readonly faults: readonly { readonly path: string; readonly reason: string }[];
}

export interface Acceptance {
  /** What nobody accepted, in the order given. */
  readonly open: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
  readonly uses: readonly ExceptionUse[];
}

/**
 * Parts findings by the exceptions in force at `now` (milliseconds since 1970). Of several that fit, the one that holds
 * longest accepts. `labelsOf` gives the labels of a finding's object.
 */
export function accept(
  findings: readonly Finding[],
  exceptions: readonly Exception[],
  labelsOf: (finding: Finding) => Labels,
  now: number,
): Acceptance {
  const byExpiry = exceptions.toSorted((a, b) => b.expiresAt - a.expiresAt);
  const matched = new Map<Exception, number>();
  const open: Finding[] = [];
  const accepted: AcceptedFinding[] = [];
  for (const finding of findings) {
    const fitting = finding.verdict === 'fail' ? byExpiry.filter((exception) => covers(exception, finding, labelsOf)) : [];
    for (const exception of fitting) matched.set(exception, (matched.get(exception) ?? 0) + 1);
    const [exception] = fitting;
    if (exception !== undefined && exception.expiresAt > now) accepted.push({ finding, exception });
    else open.push(finding);
  }
  const uses = exceptions.map((exception): ExceptionUse => {
    const count = matched.get(exception) ?? 0;
    return { exception, matched: count, status: exception.expiresAt <= now ? 'expired' : count > 0 ? 'used' : 'unused' };
  });
  return { open, accepted, uses };
}

function covers(exception: Exception, finding: Finding, labelsOf: (finding: Finding) => Labels): boolean {
  return (
    // Who accepts a cause accepts it in the words of every check.
    exception.checks.some((pattern) =>
      [finding.check, finding.sameCauseAs].some((id) => id !== undefined && matchesPattern(pattern, id)),
    ) && exception.objects.some((objects) => includes(objects, finding.object, () => labelsOf(finding)))
  );
}

function includes({ kind, namespace, name, selector }: ObjectPattern, object: ObjectRef, labels: () => Labels): boolean {
  return (
    (kind === undefined || kind === object.kind) &&
    (namespace === undefined || matchesPattern(namespace, object.namespace)) &&
    (name === undefined || matchesPattern(name, object.name)) &&
    (selector === undefined || selects(selector, labels()))
  );
}

/** Whether `text` as a whole fits a pattern in which `*` stands for any characters, none included. In linear time for each `*`. */
export function matchesPattern(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === text;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

/** The first instant after a day (`2026-12-31`, UTC), or the instant of an RFC 3339 time; undefined where it is neither. */
export function endOf(expires: string): number | undefined {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(expires);
  if (!day && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/.test(expires)) return undefined;
  const start = Date.parse(expires);
  // Date.parse rolls 30 February over into March.
  if (Number.isNaN(start) || (day && new Date(start).toISOString().slice(0, 10) !== expires)) return undefined;
  return day ? start + 86_400_000 : start;
}

/** True where two names stand for the same person or team. */
export function samePerson(a: string, b: string): boolean {
  const normal = (name: string) => name.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().replace(/^@/, '').toLowerCase();
  return normal(a) === normal(b);
}

/** What is wrong with an invalid exception, a text for each fault. */
export function faultTexts(faults: InvalidException['faults']): string[] {
  return faults.map(({ path, reason }) => `${path.slice(1).replaceAll('/', '.')} ${reason}`.trim());
}

/** An exception as data for other programs. */
export function exceptionData({ name, owner, approver, reason, ticket, expires }: Exception): { readonly [key: string]: Json } {
  return { name, owner, approver, reason, ...(ticket === undefined ? {} : { ticket }), expires };
}
