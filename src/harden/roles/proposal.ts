// SPDX-License-Identifier: Apache-2.0
// The smallest roles for what was recorded: a ClusterRole for what is asked of the whole cluster, a Role for each namespace, and one
// ClusterRole where several namespaces need the same.
import { type PolicyRule, type Request, ruleAllows, type Subject, uncovered, type User } from '../../engines/rbac/index.ts';
import type { KeepEntry } from './keep-list.ts';
import type { Need, SubjectNeeds } from '../../proof/calls/need-table.ts';
import type { RoleNames } from './role-names.ts';
import { type DerivedRule, smallestRules } from './smallest-rules.ts';

export interface ProposedRule extends DerivedRule {
  /** The reason of the keep list, for rules that nothing recorded asks for. */
  readonly kept?: string;
}

export interface ProposedRole {
  readonly kind: 'Role' | 'ClusterRole';
  /** '' for a ClusterRole. */
  readonly namespace: string;
  readonly name: string;
  readonly rules: readonly ProposedRule[];
  /** Namespaces of the RoleBindings; '' is a ClusterRoleBinding. */
  readonly boundIn: readonly string[];
}

export interface SubjectProposal {
  readonly subject: Subject;
  readonly user: User;
  readonly roles: readonly ProposedRole[];
  /** Recorded requests that have to stay allowed. */
  readonly needs: readonly Need[];
  /** How many of them Kubernetes' own roles for everybody allow. */
  readonly forEverybody: number;
  readonly inexpressible: readonly Need[];
  readonly denied: readonly Need[];
  /** Requests before the window: nothing is granted for them. */
  readonly beforeWindow: readonly Need[];
  readonly impersonators: readonly string[];
}

export interface ProposalOptions {
  readonly names: RoleNames;
  readonly isAnyName: (request: Request) => boolean;
  readonly isForEverybody: (user: User, request: Request) => boolean;
  readonly keep: readonly KeepEntry[];
  /** Grants what was refused, too. */
  readonly includeDenied?: boolean;
  /** Milliseconds: needs whose last use was before are no needs. */
  readonly since?: number;
  /** The one namespace for which roles are proposed. */
  readonly namespace?: string;
}

export function proposeRoles(recorded: SubjectNeeds, options: ProposalOptions): SubjectProposal {
  const { subject, user, allowed, denied, impersonators } = recorded;
  const { namespace, since, isForEverybody, includeDenied = false } = options;
  const inScope = (needs: readonly Need[]) =>
    namespace === undefined ? needs : needs.filter(({ request }) => scopeOf(request) === namespace);
  const isRecent = ({ last }: Need) => since === undefined || last === undefined || last >= since;
  const asked = inScope(includeDenied ? [...allowed, ...denied] : allowed);
  const needs = asked.filter(isRecent);
  const own = needs.filter(({ request }) => !isForEverybody(user, request));
  const keep = options.keep.filter((entry) => entry.user === user.name && (namespace === undefined || entry.namespace === namespace));
  const derived = derivedScopes(own, keep, options.isAnyName);
  return {
    subject,
    user,
    roles: rolesOf(subject, derived.scopes, options.names),
    needs,
    forEverybody: needs.length - own.length,
    inexpressible: derived.inexpressible,
    denied: includeDenied ? [] : inScope(denied),
    beforeWindow: asked.filter((need) => !isRecent(need)),
    impersonators,
  };
}

/** The namespace in which a rule has to hold; '' where only a ClusterRoleBinding will do. */
function scopeOf(request: Request): string {
  return request.kind === 'resource' ? request.namespace : '';
}

interface Scope {
  readonly namespace: string;
  readonly rules: readonly ProposedRule[];
}

function derivedScopes(
  needs: readonly Need[],
  keep: readonly KeepEntry[],
  isAnyName: (request: Request) => boolean,
): { readonly scopes: readonly Scope[]; readonly inexpressible: readonly Need[] } {
  const byNamespace = Map.groupBy(needs, ({ request }) => scopeOf(request));
  const inexpressible: Need[] = [];
  const derive = (namespace: string, held: readonly PolicyRule[]): Scope => {
    const asked = (byNamespace.get(namespace) ?? []).filter(({ request }) => !held.some((rule) => ruleAllows(rule, request)));
    const derived = smallestRules(asked, isAnyName);
    inexpressible.push(...derived.inexpressible);
    return { namespace, rules: withKept(derived.rules, keep, namespace, held) };
  };
  const everywhere = derive('', []);
  const held = everywhere.rules.map(({ rule }) => rule);
  const namespaces = new Set([...byNamespace.keys(), ...keep.map((entry) => entry.namespace)].filter((namespace) => namespace !== ''));
  const scopes = [everywhere, ...[...namespaces].toSorted().map((namespace) => derive(namespace, held))];
  return { scopes: scopes.filter(({ rules }) => rules.length > 0), inexpressible };
}

/** What the keep list asks for and nothing recorded does. */
function withKept(
  rules: readonly DerivedRule[],
  keep: readonly KeepEntry[],
  namespace: string,
  held: readonly PolicyRule[],
): ProposedRule[] {
  const result: ProposedRule[] = [...rules];
  for (const { namespace: of, rules: wanted, reason } of keep) {
    if (of !== namespace) continue;
    for (const rule of wanted) {
      const missing = uncovered([...held, ...result.map((proposed) => proposed.rule)], [rule]);
      if (missing.length > 0) result.push({ rule, needs: [], kept: reason });
    }
  }
  return result;
}

function rolesOf(subject: Subject, scopes: readonly Scope[], names: RoleNames): ProposedRole[] {
  const alike = Map.groupBy(scopes, ({ namespace, rules }) =>
    JSON.stringify([namespace === '', rules.map(({ rule, kept }) => [rule, kept])]),
  );
  return [...alike.values()].map((group): ProposedRole => {
    const namespaces = group.map(({ namespace }) => namespace);
    const [namespace = ''] = namespaces;
    const isShared = namespaces.length > 1 || namespace === '';
    // The bindings have the name of their role, so that it must be free wherever one stands.
    const name = names.take(subject, isShared ? [...new Set(['', ...namespaces])] : namespaces);
    return {
      kind: isShared ? 'ClusterRole' : 'Role',
      namespace: isShared ? '' : namespace,
      name,
      rules: mergedRules(group),
      boundIn: namespaces,
    };
  });
}

/** Each rule once, with the needs of every namespace. */
function mergedRules(group: readonly Scope[]): ProposedRule[] {
  const [first] = group;
  return (first?.rules ?? []).map((rule, index) => ({ ...rule, needs: group.flatMap(({ rules }) => rules[index]?.needs ?? []) }));
}
