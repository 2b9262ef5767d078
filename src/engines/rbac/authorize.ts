// SPDX-License-Identifier: Apache-2.0
import { type Binding, type Policy, type Role, roleOf } from './policy.ts';
import { type BoundPlace, indexOf, type PolicyIndex } from './policy-index.ts';
import { type PolicyRule, type Request, ruleAllows } from './rule.ts';
import { type Subject, systemMasters, type User } from './subject.ts';

/** A rule that holds for a user, and by what it came. */
export interface Grant {
  readonly rule: PolicyRule;
  /** Its place in the role. */
  readonly ruleIndex: number;
  readonly role: Role;
  readonly binding: Binding;
  /** The first subject of the binding that the user is. */
  readonly subject: Subject;
}

/** Why a request is allowed: the first grant found, or the group that is never refused. */
export type Reason = { readonly kind: 'grant'; readonly grant: Grant } | { readonly kind: 'system:masters' };

/**
 * The rules that hold for a user in a namespace, those of ClusterRoleBindings first; in '' only those, for requests across
 * namespaces and for resources without them. A union: nothing subtracts. Bindings to roles that don't exist give nothing.
 */
export function* grantsOf(policy: Policy, user: User, namespace: string): Generator<Grant, void> {
  yield* grantsIn(policy, user, '');
  if (namespace !== '') yield* grantsIn(policy, user, namespace);
}

/** The effective permissions of a user in a scope. */
export function rulesFor(policy: Policy, user: User, namespace: string): PolicyRule[] {
  return Array.from(grantsOf(policy, user, namespace), ({ rule }) => rule);
}

/** Why the request is allowed; undefined where RBAC has no opinion, which without another authorizer is a refusal. */
export function authorize(policy: Policy, user: User, request: Request): Reason | undefined {
  if (user.groups.includes(systemMasters)) return { kind: 'system:masters' };
  const namespace = request.kind === 'resource' ? request.namespace : '';
  const isAllowing = ({ rule }: Grant) => ruleAllows(rule, request);
  const grant =
    grantsIn(policy, user, '').find(isAllowing) ?? (namespace === '' ? undefined : grantsIn(policy, user, namespace).find(isAllowing));
  return grant === undefined ? undefined : { kind: 'grant', grant };
}

interface Remembered {
  readonly user: User;
  readonly grants: readonly Grant[];
}

/** Grants that are remembered of a policy, so that memory has an end however many users ask. */
const mostRemembered = 500_000;

interface Memory {
  readonly byUser: Map<string, Remembered>;
  size: number;
}

const memories = new WeakMap<Policy, Memory>();

/** What the bindings of one scope give: remembered, since the same few users ask for millions of things. */
export function grantsIn(policy: Policy, user: User, scope: string): readonly Grant[] {
  const memory = memories.get(policy) ?? { byUser: new Map(), size: 0 };
  memories.set(policy, memory);
  const key = `${scope}\n${user.name}\n${user.groups.join('\n')}`;
  const known = memory.byUser.get(key);
  // Nobody promises that names have no line breaks.
  if (known !== undefined && isSameUser(known.user, user)) return known.grants;
  const grants = placesOf(indexOf(policy), user, scope).flatMap(({ binding, subject }) => grantsBy(policy, binding, subject));
  if (memory.size > mostRemembered) {
    memory.byUser.clear();
    memory.size = 0;
  }
  memory.byUser.set(key, { user, grants });
  memory.size += grants.length + 1;
  return grants;
}

function isSameUser(a: User, b: User): boolean {
  return (
    a.name === b.name &&
    (a.groups === b.groups || (a.groups.length === b.groups.length && a.groups.every((group, index) => group === b.groups[index])))
  );
}

function grantsBy(policy: Policy, binding: Binding, subject: Subject): Grant[] {
  const role = roleOf(policy, binding);
  return role === undefined ? [] : role.rules.map((rule, ruleIndex) => ({ rule, ruleIndex, role, binding, subject }));
}

/** The bindings of a scope that name the user or one of the groups, in their order, each with the first subject that does. */
export function placesOf({ users, groups }: PolicyIndex, user: User, scope: string): readonly BoundPlace[] {
  const lists = [users.get(user.name)?.get(scope), ...user.groups.map((group) => groups.get(group)?.get(scope))].filter(
    (list) => list !== undefined,
  );
  const [only, ...more] = lists;
  if (only === undefined || more.length === 0) return only ?? [];
  const sorted = lists.flat().toSorted((a, b) => a.order - b.order || a.position - b.position);
  return sorted.filter(({ order }, index) => order !== sorted[index - 1]?.order);
}

/** The scopes in which something names the user or one of the groups. */
export function scopesOf({ users, groups }: PolicyIndex, user: User): ReadonlySet<string> {
  return new Set([...(users.get(user.name)?.keys() ?? []), ...user.groups.flatMap((group) => [...(groups.get(group)?.keys() ?? [])])]);
}
