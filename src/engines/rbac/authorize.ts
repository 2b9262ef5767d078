// SPDX-License-Identifier: Apache-2.0
import { type Binding, type Policy, type Role, roleOf } from './policy.ts';
import { type PolicyRule, type Request, ruleAllows } from './rule.ts';
import { indexOfSubject, type Subject, type User } from './subject.ts';

/** A rule that holds for a user, and by what it came. */
export interface Grant {
  readonly rule: PolicyRule;
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
  yield* grantsBy(policy, policy.clusterBindings, user);
  if (namespace !== '') yield* grantsBy(policy, policy.bindingsByNamespace.get(namespace) ?? [], user);
}

function* grantsBy(policy: Policy, bindings: readonly Binding[], user: User): Generator<Grant, void> {
  for (const binding of bindings) {
    const subject = binding.subjects[indexOfSubject(binding.subjects, user, binding.namespace)];
    const role = subject === undefined ? undefined : roleOf(policy, binding);
    if (subject === undefined || role === undefined) continue;
    for (const rule of role.rules) yield { rule, role, binding, subject };
  }
}

/** The effective permissions of a user in a scope. */
export function rulesFor(policy: Policy, user: User, namespace: string): PolicyRule[] {
  return Array.from(grantsOf(policy, user, namespace), ({ rule }) => rule);
}

/** Why the request is allowed; undefined where RBAC has no opinion, which without another authorizer is a refusal. */
export function authorize(policy: Policy, user: User, request: Request): Reason | undefined {
  if (user.groups.includes('system:masters')) return { kind: 'system:masters' };
  const namespace = request.kind === 'resource' ? request.namespace : '';
  for (const grant of grantsOf(policy, user, namespace)) if (ruleAllows(grant.rule, request)) return { kind: 'grant', grant };
  return undefined;
}
