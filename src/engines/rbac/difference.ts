// SPDX-License-Identifier: Apache-2.0
// What subjects may do after a change and could not before, or the other way round: by the rights they have, however roles and
// bindings are written.
import { type Grant, grantsIn, grantsOf, scopesOf } from './authorize.ts';
import { compactFrom } from './compact-from.ts';
import { coverageOf } from './coverage.ts';
import { uncoveredRules } from './covers.ts';
import { overlap } from './overlap.ts';
import type { Binding, Policy } from './policy.ts';
import { indexOf } from './policy-index.ts';
import { onResources, type PolicyRule } from './rule.ts';
import { type Subject, systemMasters, type User, userOfSubject } from './subject.ts';

export interface PermissionChange {
  readonly subject: Subject;
  /** '' is the whole cluster. */
  readonly namespace: string;
  readonly change: 'gained' | 'lost';
  readonly rule: PolicyRule;
  /** Of a change in the whole cluster: namespaces where the right was held before already, or is held still. */
  readonly except: readonly string[];
  /** What the other side holds of it all the same: `get` where it is `*`, some names where it is any. */
  readonly besides: readonly ScopedRule[];
}

export interface ScopedRule {
  readonly namespace: string;
  readonly rule: PolicyRule;
}

export interface RbacDifference {
  readonly changes: readonly PermissionChange[];
  /** Bindings whose role is not there: with it there could be more. */
  readonly unresolved: { readonly before: readonly Binding[]; readonly after: readonly Binding[] };
}

/**
 * Of every subject that a binding names, in the whole cluster and in each namespace. What a ServiceAccount or user has by the groups
 * that it is surely in counts as held, and what changes for such a group is told of the group.
 */
export function difference(before: Policy, after: Policy): RbacDifference {
  const [old, fresh] = [indexOf(before), indexOf(after)];
  const subjects = new Map<string, Subject>();
  for (const index of [old, fresh]) for (const subject of index.subjects) subjects.set(JSON.stringify(subject), subject);
  return {
    changes: [...subjects.values()].flatMap((subject) => (alwaysMay(subject) ? [] : changesOf(subject, before, after))),
    unresolved: { before: old.unresolved, after: fresh.unresolved },
  };
}

/** What gives a change's right on the side that has it, by the subject's own name: every grant that allows some of it. */
export function grantsOfChange(policy: Policy, { subject, namespace, rule }: PermissionChange): Grant[] {
  return [...grantsOf(policy, itself(subject), namespace)].filter((grant) => overlap(rule, grant.rule) !== undefined);
}

/** A subject without the groups that it is in. */
function itself(subject: Subject): User {
  return { name: userOfSubject(subject).name, groups: subject.kind === 'Group' ? [subject.name] : [] };
}

/** Whoever is allowed everything before RBAC is asked neither gains nor loses. */
function alwaysMay({ kind, name }: Subject): boolean {
  return kind === 'Group' && name === systemMasters;
}

function changesOf(subject: Subject, before: Policy, after: Policy): PermissionChange[] {
  const [old, fresh] = [sideOf(before, subject), sideOf(after, subject)];
  const toward = (change: 'gained' | 'lost', from: Side, to: Side) => changesToward(from, to).map((part) => ({ subject, change, ...part }));
  return [...toward('gained', old, fresh), ...toward('lost', fresh, old)];
}

/** What a subject holds on one side. */
interface Side {
  readonly scopes: ReadonlySet<string>;
  /** By its own name. */
  readonly own: (scope: string) => readonly PolicyRule[];
  /** By its groups, too. */
  readonly all: (scope: string) => readonly PolicyRule[];
  /** Whether it has a rule of exactly this content by its own name: most of what there is does not change. */
  readonly has: (scope: string, rule: PolicyRule) => boolean;
}

function sideOf(policy: Policy, subject: Subject): Side {
  const { name, groups } = userOfSubject(subject);
  const isGroup = subject.kind === 'Group';
  const self = itself(subject);
  const around = { name: '', groups: groups.filter((group) => !isGroup || group !== subject.name) };
  const rulesOf = (user: User, scope: string) => grantsIn(policy, user, scope).map(({ rule }) => (scope === '' ? rule : onResources(rule)));
  const own = remembered((scope: string) => rulesOf(self, scope));
  const contents = remembered((scope: string) => new Set(own(scope).map(contentOf)));
  return {
    scopes: scopesOf(indexOf(policy), { name, groups }),
    own,
    all: remembered((scope: string) => [...own(scope), ...rulesOf(around, scope)]),
    has: (scope, rule) => contents(scope).has(contentOf(rule)),
  };
}

function remembered<T>(make: (scope: string) => T): (scope: string) => T {
  const known = new Map<string, T>();
  return (scope) => {
    const made = known.get(scope) ?? make(scope);
    known.set(scope, made);
    return made;
  };
}

const contents = new WeakMap<PolicyRule, string>();

function contentOf(rule: PolicyRule): string {
  const { verbs, apiGroups, resources, resourceNames, nonResourceURLs } = rule;
  const content = contents.get(rule) ?? JSON.stringify([verbs, apiGroups, resources, resourceNames, nonResourceURLs]);
  contents.set(rule, content);
  return content;
}

type Part = Pick<PermissionChange, 'namespace' | 'rule' | 'except' | 'besides'>;

/** The rights that the subject has of its own on one side, and on the other not at all. */
function changesToward(from: Side, to: Side): Part[] {
  const namespaces = [...from.scopes].filter((scope) => scope !== '').toSorted();
  const fresh = to.own('').filter((rule) => !from.has('', rule));
  const inCluster = uncoveredBy(() => from.all(''), fresh).flatMap((rule) => exceptIn(rule, namespaces, from));
  const inNamespaces = [...to.scopes].toSorted().flatMap((namespace) => {
    if (namespace === '') return [];
    const here = to.own(namespace).filter((rule) => !from.has(namespace, rule) && !from.has('', rule));
    const known = () => [...from.all(''), ...from.all(namespace), ...to.own('')];
    return uncoveredBy(known, here).map((rule) => ({ namespace, rule, except: noNamespaces }));
  });
  const alike = Map.groupBy([...inCluster, ...inNamespaces], ({ namespace, except }) => JSON.stringify([namespace, except]));
  return [...alike.values()].flatMap((parts) => {
    const [first] = parts;
    if (first === undefined) return [];
    const { namespace, except } = first;
    const scopes = namespace === '' ? ['', ...namespaces.filter((scope) => !except.includes(scope))] : ['', namespace];
    return compacted(parts.map(({ rule }) => rule)).map((rule) => ({ namespace, rule, except, besides: besidesOf(rule, scopes, from) }));
  });
}

function uncoveredBy(held: () => readonly PolicyRule[], wanted: readonly PolicyRule[]): readonly PolicyRule[] {
  return wanted.length === 0 ? wanted : uncoveredRules(held(), wanted);
}

const noNamespaces: readonly string[] = [];

/** The rule in parts, each with the namespaces where the other side holds it. */
function exceptIn(rule: PolicyRule, namespaces: readonly string[], from: Side): Omit<Part, 'besides'>[] {
  let parts = [{ namespace: '', rule, except: noNamespaces }];
  for (const namespace of namespaces) {
    const coverage = coverageOf(from.all(namespace));
    parts = parts.flatMap((part) => {
      const { left, covered } = coverage.split(part.rule);
      return [
        ...left.map((piece) => ({ ...part, rule: piece })),
        ...covered.map((piece) => ({ ...part, rule: piece, except: [...part.except, namespace] })),
      ];
    });
  }
  return parts;
}

/** What is held on the other side of all that a rule with wildcards, or without names, stands for. */
function besidesOf(rule: PolicyRule, scopes: readonly string[], from: Side): ScopedRule[] {
  return scopes.flatMap((namespace) =>
    compacted(from.all(namespace).flatMap((other) => overlap(rule, other) ?? [])).map((held) => ({ namespace, rule: held })),
  );
}

function compacted(rules: readonly PolicyRule[]): PolicyRule[] {
  return compactFrom(rules.map((rule) => ({ rule, from: undefined }))).map(({ rule }) => rule);
}
