// SPDX-License-Identifier: Apache-2.0
// Who is bound where, and which roles name what: computed once for a policy, when it is first asked.
import { type Binding, mayFindRole, type Policy, type Role, roleOf } from './policy.ts';
import type { PolicyRule, Request } from './rule.ts';
import { type Subject, subjectKey, subjectNamed } from './subject.ts';

/** A binding, and the first of its subjects that stands for the user or group it is filed under. */
export interface BoundPlace {
  /** Its place among the bindings of its scope, which answers follow. */
  readonly order: number;
  readonly binding: Binding;
  /** Of the subject in the binding. */
  readonly position: number;
  readonly subject: Subject;
}

/** Bindings by scope: '' is the whole cluster. */
export type BoundPlaces = ReadonlyMap<string, readonly BoundPlace[]>;

export interface PlacedRule {
  readonly role: Role;
  readonly rule: PolicyRule;
  readonly ruleIndex: number;
}

/** Somebody in a scope: one object for each, however many bindings name him. */
export interface HolderPlace {
  readonly subject: Subject;
  readonly namespace: string;
}

/** A subject as a binding writes it, and whom it stands for. */
export interface BoundSubject {
  readonly subject: Subject;
  readonly holder: HolderPlace;
}

export interface PolicyIndex {
  readonly users: ReadonlyMap<string, BoundPlaces>;
  readonly groups: ReadonlyMap<string, BoundPlaces>;
  /** Everybody whom a binding names. */
  readonly subjects: ReadonlySet<Subject>;
  /** By scope; only roles that something binds. */
  readonly bindingsOf: ReadonlyMap<Role, ReadonlyMap<string, readonly Binding[]>>;
  readonly subjectsOf: ReadonlyMap<Binding, readonly BoundSubject[]>;
  // By `*`, `pods`, `pods/exec`, `*/exec`; of roles that something binds.
  readonly byResource: ReadonlyMap<string, readonly PlacedRule[]>;
  readonly withUrls: readonly PlacedRule[];
  /** Bindings whose role is not there, so that it is not known what they grant. */
  readonly unresolved: readonly Binding[];
}

const indices = new WeakMap<Policy, PolicyIndex>();

export function indexOf(policy: Policy): PolicyIndex {
  const known = indices.get(policy) ?? buildIndex(policy);
  indices.set(policy, known);
  return known;
}

/** Everybody whom a binding names, once. */
export function subjectsBound(policy: Policy): readonly Subject[] {
  return [...indexOf(policy).subjects];
}

/** The rules that may allow the request, by what they are filed under. */
export function* rulesAbout(index: PolicyIndex, request: Request): Generator<PlacedRule, void> {
  if (request.kind === 'nonResource') {
    yield* index.withUrls;
    return;
  }
  const { resource, subresource } = request;
  const keys = new Set(['*', subresource === '' ? resource : `${resource}/${subresource}`]);
  if (subresource !== '') keys.add(`*/${subresource}`);
  const seen = new Set<PlacedRule>();
  for (const key of keys) {
    for (const placed of index.byResource.get(key) ?? []) {
      if (seen.has(placed)) continue;
      seen.add(placed);
      yield placed;
    }
  }
}

function buildIndex(policy: Policy): PolicyIndex {
  const [users, groups] = [new Map<string, Map<string, BoundPlace[]>>(), new Map<string, Map<string, BoundPlace[]>>()];
  const subjects = new Map<string, Subject>();
  const bindingsOf = new Map<Role, Map<string, Binding[]>>();
  const subjectsOf = new Map<Binding, readonly BoundSubject[]>();
  const unresolved: Binding[] = [];
  for (const [scope, bindings] of [['', policy.clusterBindings] as const, ...policy.bindingsByNamespace]) {
    const holders = new Map<Subject, HolderPlace>();
    bindings.forEach((binding, order) => {
      const role = roleOf(policy, binding);
      if (role !== undefined) append(entryOf(bindingsOf, role), scope, binding);
      else if (mayFindRole(binding)) unresolved.push(binding);
      const bound = new Map<Subject, BoundSubject>();
      binding.subjects.forEach((subject, position) => {
        const key = subjectKey(subject, scope);
        if (key === undefined) return;
        const who = interned(subjects, key);
        if (bound.has(who)) return;
        const holder = holders.get(who) ?? { subject: who, namespace: scope };
        holders.set(who, holder);
        bound.set(who, { subject, holder });
        append(entryOf(key.isGroup ? groups : users, key.name), scope, { order, binding, position, subject });
      });
      subjectsOf.set(binding, [...bound.values()]);
    });
  }
  return { users, groups, subjects: new Set(subjects.values()), bindingsOf, subjectsOf, ...filedRules(bindingsOf.keys()), unresolved };
}

function interned(subjects: Map<string, Subject>, key: { readonly isGroup: boolean; readonly name: string }): Subject {
  const text = `${key.isGroup ? 'g' : 'u'}${key.name}`;
  const known = subjects.get(text) ?? subjectNamed(key);
  subjects.set(text, known);
  return known;
}

function entryOf<Key, Value>(maps: Map<Key, Map<string, Value>>, key: Key): Map<string, Value> {
  const known = maps.get(key) ?? new Map<string, Value>();
  maps.set(key, known);
  return known;
}

function filedRules(roles: Iterable<Role>): Pick<PolicyIndex, 'byResource' | 'withUrls'> {
  const byResource = new Map<string, PlacedRule[]>();
  const withUrls: PlacedRule[] = [];
  for (const role of roles) {
    role.rules.forEach((rule, ruleIndex) => {
      const placed = { role, rule, ruleIndex };
      for (const resource of rule.resources) append(byResource, resource, placed);
      if (rule.nonResourceURLs.length > 0) withUrls.push(placed);
    });
  }
  return { byResource, withUrls };
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
