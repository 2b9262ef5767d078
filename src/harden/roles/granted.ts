// SPDX-License-Identifier: Apache-2.0
// What is granted today, held against what was recorded: which rights nobody used, and which a proposal would take away.
import {
  type Binding,
  breakDown,
  compactRules,
  indexOfSubject,
  type Policy,
  type PolicyRule,
  type Request,
  type Role,
  roleOf,
  ruleAllows,
  type Subject,
  uncovered,
} from '../../engines/rbac/index.ts';
import type { Need, SubjectNeeds } from '../../proof/calls/need-table.ts';
import type { SubjectProposal } from './proposal.ts';
import { smallestRules } from './smallest-rules.ts';

/** One right of a binding: one verb on one resource or path. */
export interface GrantedPart {
  readonly rule: PolicyRule;
  readonly verdict: 'used' | 'unused' | 'unknown';
  /** Milliseconds; absent where it was never used, or nothing says when. */
  readonly last?: number;
  readonly count: number;
  /** Of a right with a star: what it was used for, names left out. */
  readonly usedFor?: readonly PolicyRule[];
  /** What is missing, where nothing follows from the log. */
  readonly missing?: string;
}

export interface GrantedUse {
  readonly binding: Binding;
  readonly role: Role;
  readonly parts: readonly GrantedPart[];
  /** Users in the log whom the binding names. */
  readonly users: readonly string[];
}

export interface UseOptions {
  /** Milliseconds. */
  readonly unusedFor: number;
  /** When the log begins and ends; undefined where it has no times. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** Whether requests of this kind would be in the log at all; undefined where that is not known. */
  readonly isRecorded?: (rule: PolicyRule, binding: Binding) => boolean;
  readonly isLeftOut: (binding: Binding, subject: Subject) => boolean;
  /** Why absence from the log says nothing, whatever its length: lines that could not be read, say. */
  readonly incomplete?: string;
}

/** The use of every binding, as far as the log tells. A right that two bindings grant is used by both. */
export function usesOf(policy: Policy, recorded: readonly SubjectNeeds[], options: UseOptions): GrantedUse[] {
  const bindings = [...policy.clusterBindings, ...[...policy.bindingsByNamespace.values()].flat()];
  return bindings.flatMap((binding): GrantedUse[] => {
    const role = roleOf(policy, binding);
    const subjects = binding.subjects.filter((subject) => !options.isLeftOut(binding, subject));
    if (role === undefined || subjects.length === 0) return [];
    const holders = recorded.filter(({ user }) => indexOfSubject(subjects, user, binding.namespace) >= 0);
    const needs = holders
      .flatMap(({ allowed }) => allowed)
      .filter(({ request }) => binding.namespace === '' || (request.kind === 'resource' && request.namespace === binding.namespace));
    const byVerb = Map.groupBy(needs, ({ request }) => request.verb);
    const parts = role.rules.flatMap(breakDown).map((rule) => partOf(rule, binding, byVerb, needs, options));
    return [{ binding, role, parts, users: holders.map(({ user }) => user.name) }];
  });
}

function partOf(
  rule: PolicyRule,
  binding: Binding,
  byVerb: ReadonlyMap<string, readonly Need[]>,
  needs: readonly Need[],
  options: UseOptions,
): GrantedPart {
  const [verb = ''] = rule.verbs;
  const uses = (verb === '*' ? needs : (byVerb.get(verb) ?? [])).filter(({ request }) => ruleAllows(rule, request));
  const count = uses.reduce((sum, use) => sum + use.count, 0);
  const last = uses.reduce<number | undefined>(
    (latest, use) => (use.last === undefined ? latest : Math.max(latest ?? use.last, use.last)),
    undefined,
  );
  const usedFor = hasStar(rule) && uses.length > 0 ? { usedFor: smallestRules(uses, () => true).rules.map((derived) => derived.rule) } : {};
  return { rule, count, ...usedFor, ...(last === undefined ? {} : { last }), ...verdictOf(rule, binding, uses.length > 0, last, options) };
}

function hasStar({ verbs, apiGroups, resources, nonResourceURLs }: PolicyRule): boolean {
  return [...verbs, ...apiGroups, ...resources, ...nonResourceURLs].some((item) => item.includes('*'));
}

function verdictOf(
  rule: PolicyRule,
  binding: Binding,
  isUsed: boolean,
  lastUse: number | undefined,
  { unusedFor, first, last, isRecorded, incomplete }: UseOptions,
): Pick<GrantedPart, 'verdict' | 'missing'> {
  if (isUsed && (lastUse === undefined || last === undefined || lastUse >= last - unusedFor)) return { verdict: 'used' };
  if (incomplete !== undefined) return { verdict: 'unknown', missing: incomplete };
  if (isRecorded?.(rule, binding) === false) return { verdict: 'unknown', missing: 'an audit policy that records it' };
  if (first === undefined || last === undefined) return { verdict: 'unknown', missing: 'times in the log' };
  const covered = last - first;
  return covered >= unusedFor
    ? { verdict: 'unused' }
    : { verdict: 'unknown', missing: `a log of ${days(unusedFor)}: this one covers ${days(covered)}` };
}

/** `90 days`, `5 hours`, to the nearest whole of the unit below. */
export function days(milliseconds: number): string {
  const hours = Math.floor(milliseconds / 3_600_000);
  const [amount, unit] = hours >= 48 || hours % 24 === 0 ? [Math.floor(hours / 24), 'day'] : [hours, 'hour'];
  if (hours === 0) return `${Math.floor(milliseconds / 60_000)} minutes`;
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

/** What a subject holds today by bindings that name it, and would not by the proposal alone. */
export interface TakenAway {
  /** '' for the whole cluster. */
  readonly namespace: string;
  readonly bindings: readonly Binding[];
  readonly rules: readonly PolicyRule[];
}

/** Rights that come through groups are not among them: the proposal changes nothing of those. `only` is the namespace that is looked at. */
export function takenAway(policy: Policy, { user, roles }: SubjectProposal, only?: string): TakenAway[] {
  const named = (bindings: readonly Binding[]) =>
    bindings.filter(({ subjects, namespace }) =>
      subjects.some((other) => other.kind !== 'Group' && indexOfSubject([other], user, namespace) >= 0),
    );
  const scopes: readonly (readonly [string, readonly Binding[]])[] = [['', policy.clusterBindings], ...policy.bindingsByNamespace];
  return scopes.flatMap(([namespace, all]) => {
    if (only !== undefined && namespace !== only) return [];
    const bindings = named(all).filter((binding) => !isProposed(binding, roles));
    const held = bindings.flatMap((binding) => roleOf(policy, binding)?.rules ?? []);
    const proposed = roles
      .filter(({ boundIn }) => boundIn.includes('') || boundIn.includes(namespace))
      .flatMap(({ rules }) => rules.map(({ rule }) => rule));
    const rules = compactRules(uncovered(proposed, held));
    return bindings.length === 0 ? [] : [{ namespace, bindings, rules }];
  });
}

/** A binding that an earlier run of this proposal left. */
function isProposed({ name, namespace }: Binding, roles: SubjectProposal['roles']): boolean {
  return roles.some((role) => role.name === name && role.boundIn.includes(namespace));
}

/** Bindings to groups through which a user holds more than the proposal. */
export function throughGroups(policy: Policy, { user }: SubjectProposal): Binding[] {
  const all = [...policy.clusterBindings, ...[...policy.bindingsByNamespace.values()].flat()];
  return all.filter(({ subjects, namespace }) => {
    const index = indexOfSubject(subjects, user, namespace);
    return index >= 0 && subjects[index]?.kind === 'Group';
  });
}

/** Which bindings allow a request today. */
export function allowedBy(policy: Policy, { user }: SubjectProposal, request: Request): Binding[] {
  const namespace = request.kind === 'resource' ? request.namespace : '';
  const bindings = [...policy.clusterBindings, ...(namespace === '' ? [] : (policy.bindingsByNamespace.get(namespace) ?? []))];
  return bindings.filter(
    (binding) =>
      indexOfSubject(binding.subjects, user, binding.namespace) >= 0 &&
      (roleOf(policy, binding)?.rules.some((rule) => ruleAllows(rule, request)) ?? false),
  );
}
