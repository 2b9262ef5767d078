// SPDX-License-Identifier: Apache-2.0
// The recommendations of the CIS Kubernetes Benchmark by number: checks decide most of them, questions are what is left to people.
import type { Check } from '../posture/check.ts';
import type { Finding, Tally } from '../posture/finding.ts';
import type { AskedQuestion, EvidencePlace } from '../posture/question.ts';
import type { ScanReport } from './scan-report.ts';

export const statuses = ['pass', 'fail', 'unknown', 'question', 'no data'] as const;
export type Status = (typeof statuses)[number];

export interface Recommendation {
  /** `5.1.7` */
  readonly number: string;
  readonly status: Status;
  readonly decided: readonly Decided[];
  /** Where the benchmark leaves it to people. */
  readonly asked?: AskedQuestion;
}

export interface Decided {
  readonly check: Check;
  readonly status: Exclude<Status, 'question'>;
  /** Those that are open. */
  readonly findings: readonly Finding[];
}

/** Every number that a check of the report serves or a question of it asks, in the benchmark's order. */
export function recommendationsOf({ checks, tallies, findings, questions = [] }: ScanReport): Recommendation[] {
  const byCheck = Map.groupBy(findings, ({ check }) => check);
  const decided = [...checks.values()].flatMap((check) => {
    const verdict = { check, status: statusOf(tallies.get(check.id)), findings: byCheck.get(check.id) ?? [] };
    return check.aliases.flatMap(numberOf).map((number) => ({ number, verdict }));
  });
  const byNumber = Map.groupBy(decided, ({ number }) => number);
  const asked = new Map(questions.flatMap((question) => numberOf(question.question.id).map((number) => [number, question])));
  return [...new Set([...byNumber.keys(), ...asked.keys()])].toSorted(compareNumbers).map((number) => {
    const verdicts = (byNumber.get(number) ?? []).map(({ verdict }) => verdict).toSorted((a, b) => (a.check.id < b.check.id ? -1 : 1));
    const question = asked.get(number);
    return { number, status: statusOfAll(verdicts, question), decided: verdicts, ...(question === undefined ? {} : { asked: question }) };
  });
}

/** Places of evidence that a report for people lists under one fact before the rest is only counted. */
export const evidencePlacesShown = 5;

/** The numbers that the benchmark leaves to people. */
export function askedOf(report: ScanReport): (Recommendation & { readonly asked: AskedQuestion })[] {
  return recommendationsOf(report).flatMap((item) => (item.asked === undefined ? [] : { ...item, asked: item.asked }));
}

/** The evidence that is listed for people. */
export function evidenceShown({ questions = [] }: ScanReport): EvidencePlace[] {
  return questions.flatMap(({ facts }) => facts.flatMap(({ places }) => places.slice(0, evidencePlacesShown)));
}

/** The number in an alias or id: `5.1.7` of `CIS-5.1.7`. */
export function numberOf(alias: string): string[] {
  return /^CIS-(\d+(?:\.\d+)+)$/.exec(alias)?.slice(1) ?? [];
}

// What a check finds is found, whoever has to decide the rest; that it finds nothing answers no question.
function statusOfAll(decided: readonly Decided[], asked: AskedQuestion | undefined): Status {
  const has = (status: Status) => decided.some((verdict) => verdict.status === status);
  if (has('fail')) return 'fail';
  if (has('unknown')) return 'unknown';
  if (asked !== undefined) return has('pass') ? 'question' : asked.status;
  return has('pass') ? 'pass' : 'no data';
}

function statusOf(tally: Tally | undefined): Decided['status'] {
  if (tally === undefined) return 'no data';
  if (tally.fail > 0) return 'fail';
  if (tally.unknown > 0) return 'unknown';
  return tally.pass > 0 ? 'pass' : 'no data';
}

/** By number and not by text: 1.2.9 before 1.2.10. */
export function compareNumbers(a: string, b: string): number {
  const [left, right] = [a, b].map((number) => number.split('.').map(Number));
  for (let index = 0; index < 4; index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
