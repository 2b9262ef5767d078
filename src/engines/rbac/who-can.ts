// SPDX-License-Identifier: Apache-2.0
// Everybody who may do something, and by what.
import { type Grant, grantsIn, placesOf, scopesOf } from './authorize.ts';
import { type Binding, mayFindRole, type Policy, roleOf } from './policy.ts';
import { type HolderPlace, indexOf, type PlacedRule, type PolicyIndex, rulesAbout } from './policy-index.ts';
import { type Request, ruleAllows } from './rule.ts';
import { type Subject, systemMasters, type User } from './subject.ts';

/** Somebody who may, in one scope. */
export interface Holder {
  /** A ServiceAccount is one with its namespace, also where a binding names it as a user. */
  readonly subject: Subject;
  /** '' is every namespace, and what belongs to none. */
  readonly namespace: string;
  /** Where a request that names nothing was asked about: the names for which alone it is allowed; absent where for any. */
  readonly names?: readonly string[];
  /** Everything that allows it there. */
  readonly grants: readonly Grant[];
}

export interface WhoCan {
  /** In the order in which roles and bindings are met. */
  readonly holders: readonly Holder[];
  /** Who always may, whatever bindings say. */
  readonly always: readonly Subject[];
  /** Bindings in the scopes asked about whose role is not there: whether they would allow it is not known. */
  readonly unresolved: readonly Binding[];
}

/**
 * Who may make a request. In a namespace these are the holders there and those of the whole cluster; in '' only the latter: whoever
 * may read all Secrets at once. With `anywhere` the request's namespace is passed over and each holder says where. Members of a group
 * are not told: only authentication knows them.
 */
export function whoCan(policy: Policy, request: Request, { anywhere = false }: { readonly anywhere?: boolean } = {}): WhoCan {
  const index = indexOf(policy);
  const scopes = scopesAsked(request, anywhere);
  const found = new Map<HolderPlace, Found>();
  for (const placed of rulesAbout(index, request)) {
    const names = namesAllowed(placed, request);
    if (names !== undefined) addHolders(index, placed, names, scopes, found);
  }
  const always = [{ kind: 'Group', name: systemMasters, namespace: '' }];
  const unresolved = index.unresolved.filter(({ namespace }) => scopes?.includes(namespace) ?? true);
  return { holders: Array.from(found, ([place, { grants, names }]) => holderOf(place, grants, names)), always, unresolved };
}

interface Found {
  readonly grants: Grant[];
  /** Undefined once something allows any name. */
  names: Set<string> | undefined;
}

function holderOf({ subject, namespace }: HolderPlace, grants: readonly Grant[], names: Found['names']): Holder {
  return names === undefined ? { subject, namespace, grants } : { subject, namespace, grants, names: [...names] };
}

/** Undefined for all. A path belongs to no namespace: what a RoleBinding says of it holds nowhere. */
function scopesAsked(request: Request, anywhere: boolean): readonly string[] | undefined {
  if (request.kind === 'nonResource' || (!anywhere && request.namespace === '')) return [''];
  return anywhere ? undefined : ['', request.namespace];
}

/** The names that the rule limits a request without a name to, none where it doesn't; undefined where it does not allow it at all. */
function namesAllowed({ rule }: Pick<PlacedRule, 'rule'>, request: Request): readonly string[] | undefined {
  if (ruleAllows(rule, request)) return [];
  if (request.kind === 'nonResource' || request.name !== '' || rule.resourceNames.length === 0) return undefined;
  return ruleAllows({ ...rule, resourceNames: [] }, request) ? rule.resourceNames : undefined;
}

function addHolders(
  { bindingsOf, subjectsOf }: PolicyIndex,
  { role, rule, ruleIndex }: PlacedRule,
  names: readonly string[],
  scopes: readonly string[] | undefined,
  found: Map<HolderPlace, Found>,
): void {
  const byScope = bindingsOf.get(role);
  for (const scope of scopes ?? byScope?.keys() ?? []) {
    for (const binding of byScope?.get(scope) ?? []) {
      for (const { subject, holder } of subjectsOf.get(binding) ?? []) {
        const grant = { rule, ruleIndex, role, binding, subject };
        const known = found.get(holder);
        if (known === undefined) found.set(holder, { grants: [grant], names: names.length === 0 ? undefined : new Set(names) });
        else {
          known.grants.push(grant);
          if (names.length === 0) known.names = undefined;
          else if (known.names !== undefined) for (const name of names) known.names.add(name);
        }
      }
    }
  }
}

/** How one user may, in one scope. */
export type Way = Omit<Holder, 'subject'>;

export interface HowCan {
  readonly ways: readonly Way[];
  /** Whether everything is allowed before RBAC is asked. */
  readonly isMaster: boolean;
  /** Bindings of the user in the scopes asked about whose role is not there. */
  readonly unresolved: readonly Binding[];
}

/** How a user may make a request: the same scopes and names as `whoCan`, by all the bindings that name the user or one of the groups. */
export function howCan(policy: Policy, user: User, request: Request, { anywhere = false }: { readonly anywhere?: boolean } = {}): HowCan {
  const index = indexOf(policy);
  const scopes = [...(scopesAsked(request, anywhere) ?? new Set(['', ...[...scopesOf(index, user)].toSorted()]))];
  const ways = scopes.flatMap((namespace): Way[] => {
    const allowed = grantsIn(policy, user, namespace).flatMap((grant) => {
      const names = namesAllowed(grant, request);
      return names === undefined ? [] : { grant, names };
    });
    if (allowed.length === 0) return [];
    const grants = allowed.map(({ grant }) => grant);
    if (allowed.some(({ names }) => names.length === 0)) return [{ namespace, grants }];
    return [{ namespace, grants, names: [...new Set(allowed.flatMap(({ names }) => names))] }];
  });
  const bound = scopes.flatMap((scope) => placesOf(index, user, scope).map(({ binding }) => binding));
  return {
    ways,
    isMaster: user.groups.includes(systemMasters),
    unresolved: bound.filter((binding) => mayFindRole(binding) && roleOf(policy, binding) === undefined),
  };
}
