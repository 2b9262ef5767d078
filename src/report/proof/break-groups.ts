// SPDX-License-Identifier: Apache-2.0
// Breaks of one cause told once, with the list of those that it befalls: a namespace of 40 refused workloads is one thing to read.
import { namespaceOf } from '../../engines/network/index.ts';
import { type Break, type BreakKind, restartText, type Seen } from '../../proof/breaks.ts';
import { count } from '../style.ts';

export const breakTitles: Readonly<Record<BreakKind, string>> = {
  'workload refused': 'Workloads whose pods would be refused',
  'observed flow cut': 'Observed flows that are cut',
  'declared flow cut': 'Flows that manifests declare, cut',
  'API call denied': 'Recorded API calls that are denied',
  'reference broken': 'Objects that need what is removed',
};

/** One sentence about one or more breaks: `subject` and `what` read on. */
export interface BreakGroup {
  readonly kind: BreakKind;
  /** `Deployment/shop/web`, `Each of 40 workloads of namespace shop`. */
  readonly subject: string;
  readonly what: string;
  readonly because: readonly string[];
  readonly breaks: readonly Break[];
  /** What tells the breaks apart, where there are several. */
  readonly members: readonly MemberList[];
}

export interface MemberList {
  /** What only these have in common: when they are refused; '' for nothing. */
  readonly label: string;
  readonly members: readonly { readonly text: string; readonly one: Break }[];
}

/** Fewer breaks than these are told one by one. */
const leastGrouped = 3;

const nouns: Readonly<Record<BreakKind, string>> = {
  'workload refused': 'workload',
  'observed flow cut': 'source',
  'declared flow cut': 'workload',
  'API call denied': 'user',
  'reference broken': 'object',
};

const manyOfOne: Readonly<Record<BreakKind, (amount: number) => string>> = {
  'workload refused': (amount) => `is refused by ${amount} laws`,
  'observed flow cut': (amount) => `loses ${count(amount, 'connection')}`,
  'declared flow cut': (amount) => `loses ${count(amount, 'connection')}`,
  'API call denied': (amount) => `may no longer make ${count(amount, 'kind')} of calls`,
  'reference broken': (amount) => `needs ${count(amount, 'object')} that the change removes`,
};

/** In the order of the breaks; each break is in exactly one group. */
export function breakGroups(breaks: readonly Break[]): BreakGroup[] {
  const [byCause, bySubject] = [Map.groupBy(breaks, causeKey), Map.groupBy(breaks, subjectKey)];
  const size = (groups: ReadonlyMap<string, readonly Break[]>, key: string) => groups.get(key)?.length ?? 0;
  const grouped = Map.groupBy(breaks, (one) => {
    const [cause, subject] = [causeKey(one), subjectKey(one)];
    return size(byCause, cause) >= size(bySubject, subject) ? `cause ${cause}` : `subject ${subject}`;
  });
  return [...grouped].flatMap(([key, own]) => {
    if (own.length < leastGrouped) return own.map(single);
    return [key.startsWith('cause ') ? ofCause(own) : ofSubject(own)].filter((group) => group !== undefined);
  });
}

function causeKey({ kind, what, because, of }: Break): string {
  if ('restart' in of) return JSON.stringify([kind, of.law, of.faults, of.injected, namespaceOf(of.workload.object)]);
  return JSON.stringify([kind, what, because]);
}

function subjectKey({ kind, subject, because }: Break): string {
  return JSON.stringify([kind, subject, because]);
}

function single(one: Break): BreakGroup {
  const { kind, subject, what, because } = one;
  return { kind, subject, what, because, breaks: [one], members: [] };
}

function ofCause(breaks: readonly Break[]): BreakGroup | undefined {
  const [first] = breaks;
  if (first === undefined) return undefined;
  const { kind, of, because } = first;
  const members = (own: readonly Break[]) => own.map((one) => ({ text: one.subject, one }));
  const isSame = breaks.every((one) => one.because.join('\n') === because.join('\n'));
  const base = {
    kind,
    breaks,
    because: isSame ? because : because.map((line, index) => (index === 0 ? `${first.subject}: ${line}` : line)),
  };
  const amount = `Each of ${count(breaks.length, nouns[kind])}`;
  if (!('restart' in of)) return { ...base, subject: amount, what: first.what, members: [{ label: '', members: members(breaks) }] };
  const running = breaks.reduce((sum, one) => sum + ('restart' in one.of ? one.of.running : 0), 0);
  const still =
    running === 0
      ? ''
      : `; ${running === 1 ? 'the pod that runs stays' : `${running.toLocaleString('en-US')} pods that run stay`} until then`;
  const byRestart = Map.groupBy(breaks, (one) => ('restart' in one.of ? restartText(one.of.restart) : ''));
  const [when = ''] = byRestart.size === 1 ? byRestart.keys() : [];
  return {
    ...base,
    subject: `${amount} of namespace ${namespaceOf(of.workload.object)}`,
    what: `has its pods refused by ${of.law}${when === '' ? '' : ` ${when}`}${still}`,
    members: [...byRestart].map(([label, own]) => ({ label: when === '' ? label : '', members: members(own) })),
  };
}

function ofSubject(breaks: readonly Break[]): BreakGroup | undefined {
  const [first] = breaks;
  if (first === undefined) return undefined;
  const { kind, subject, because } = first;
  const members = breaks.map((one) => ({ text: one.what, one }));
  return { kind, subject, what: manyOfOne[kind](breaks.length), because, breaks, members: [{ label: '', members }] };
}

/** How often all of them were seen, and between which times; undefined where nobody saw any. */
export function seenOfAll(breaks: readonly Break[]): Seen | undefined {
  const seen = breaks.flatMap((one) => one.seen ?? []);
  if (seen.length === 0) return undefined;
  const bound = (times: readonly (number | undefined)[], pick: (a: number, b: number) => number) =>
    times.filter((time) => time !== undefined).reduce<number | undefined>((a, b) => (a === undefined ? b : pick(a, b)), undefined);
  return {
    count: seen.reduce((sum, one) => sum + one.count, 0),
    first: bound(
      seen.map(({ first }) => first),
      Math.min,
    ),
    last: bound(
      seen.map(({ last }) => last),
      Math.max,
    ),
  };
}

/** `owner: shop-team`, `owners: shop-team (38), db-team (2)`; '' where none is known. */
export function ownersText(breaks: readonly Break[]): string {
  const owners = [...Map.groupBy(breaks, ({ owner }) => owner)].flatMap(([owner, own]) =>
    owner === undefined ? [] : [{ owner, amount: own.length }],
  );
  const [first] = owners;
  if (first === undefined) return '';
  if (owners.length === 1 && first.amount === breaks.length) return `owner: ${first.owner}`;
  const told = owners.toSorted((a, b) => b.amount - a.amount).slice(0, 10);
  const more = owners.length > told.length ? ` and ${owners.length - told.length} more` : '';
  return `owners: ${told.map(({ owner, amount }) => `${owner} (${amount.toLocaleString('en-US')})`).join(', ')}${more}`;
}
