// SPDX-License-Identifier: Apache-2.0
// Everything that somebody may do, and by what.
import { type Grant, grantsIn, placesOf, scopesOf } from './authorize.ts';
import { compactFrom, type Sourced } from './compact-from.ts';
import { type Binding, mayFindRole, type Policy, roleOf } from './policy.ts';
import { indexOf } from './policy-index.ts';
import { onResources, type PolicyRule } from './rule.ts';
import { systemMasters, type User } from './subject.ts';

/** A rule that holds, and all that grants some of it. */
export interface HeldRule {
  /** '' is every namespace, and what belongs to none. */
  readonly namespace: string;
  readonly rule: PolicyRule;
  readonly grants: readonly Grant[];
}

export interface WhatCan {
  /** The whole cluster first; in a namespace only what does not hold everywhere. */
  readonly held: readonly HeldRule[];
  /** Whether everything is allowed before RBAC is asked. */
  readonly isMaster: boolean;
  /** Bindings of the user whose role is not there: what they grant is not known. */
  readonly unresolved: readonly Binding[];
}

/** The permissions of a user in the whole cluster and in one namespace, or in all that something binds him in. */
export function whatCan(policy: Policy, user: User, namespace?: string): WhatCan {
  const index = indexOf(policy);
  const namespaces = namespace === undefined ? [...scopesOf(index, user)].filter((scope) => scope !== '').toSorted() : [namespace];
  const everywhere = compactFrom(grantsIn(policy, user, '').map(sourced));
  const scopes = ['', ...namespaces.filter((scope) => scope !== '')];
  const rules = everywhere.map(({ rule }) => rule);
  const held = scopes.flatMap((scope) =>
    (scope === '' ? everywhere : compactFrom(grantsIn(policy, user, scope).map(sourced).map(withoutUrls), rules)).map((row) => ({
      namespace: scope,
      rule: row.rule,
      grants: row.from,
    })),
  );
  const bound = scopes.flatMap((scope) => placesOf(index, user, scope).map(({ binding }) => binding));
  const unresolved = bound.filter((binding) => mayFindRole(binding) && roleOf(policy, binding) === undefined);
  return { held, isMaster: user.groups.includes(systemMasters), unresolved };
}

function sourced(grant: Grant): Sourced<Grant> {
  return { rule: grant.rule, from: grant };
}

/** A path belongs to no namespace: what a RoleBinding says of it holds nowhere. */
function withoutUrls({ rule, from }: Sourced<Grant>): Sourced<Grant> {
  return { rule: onResources(rule), from };
}
