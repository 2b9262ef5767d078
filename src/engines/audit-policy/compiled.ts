// SPDX-License-Identifier: Apache-2.0
// A policy made ready for millions of requests: sets instead of lists, and each rule's decision made once. ruleMatches says the same in plain words.
import { ruleDecision } from './outcome.ts';
import type { AuditPolicy, AuditRule, GroupResources } from './policy.ts';
import type { AuditDecision, AuditRequest } from './request.ts';
import { beginOf, namedResource, resourceMatcher } from './specs.ts';

export type CompiledPolicy = (request: AuditRequest) => AuditDecision;

export function compilePolicy(policy: AuditPolicy): CompiledPolicy {
  const rules = (policy.rules ?? []).map((rule, index) => ({ matches: compiledRule(rule), decision: ruleDecision(policy, index) }));
  const nothing = ruleDecision(policy, undefined);
  return (request) => {
    const named = namedResource(request);
    for (const { matches, decision } of rules) if (matches(request, named)) return decision;
    return nothing;
  };
}

/** `named` is the resource with its subresource, made once for all rules. */
type Matcher = (request: AuditRequest, named: string) => boolean;

function compiledRule(rule: AuditRule): Matcher {
  const [users, groups, verbs] = [setOf(rule.users), setOf(rule.userGroups), setOf(rule.verbs)];
  const matchesTarget = compiledTarget(rule);
  return (request, named) => {
    if (verbs !== undefined && !verbs.has(request.verb)) return false;
    const { user } = request;
    if (users !== undefined && (user === undefined || !users.has(user.name))) return false;
    if (groups !== undefined && !(user?.groups?.some((group) => groups.has(group)) ?? false)) return false;
    return matchesTarget === undefined || matchesTarget(request, named);
  };
}

function setOf(items: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return items === undefined || items.length === 0 ? undefined : new Set(items);
}

function compiledTarget({ namespaces, resources = [], nonResourceURLs = [] }: AuditRule): Matcher | undefined {
  const places = setOf(namespaces);
  if (places === undefined && resources.length === 0) return nonResourceURLs.length === 0 ? undefined : compiledPaths(nonResourceURLs);
  const entries = Map.groupBy(resources, ({ group = '' }) => group);
  const byGroup = new Map(Array.from(entries, ([group, ofGroup]) => [group, ofGroup.map(compiledEntry)]));
  const ofAnyGroup = byGroup.get('*');
  return (request, named) => {
    if (request.resource === undefined || (places !== undefined && !places.has(request.namespace ?? ''))) return false;
    if (resources.length === 0) return true;
    const own = byGroup.get(request.apiGroup ?? '');
    return (own?.some((matches) => matches(request, named)) ?? false) || (ofAnyGroup?.some((matches) => matches(request, named)) ?? false);
  };
}

function compiledEntry({ resources, resourceNames }: GroupResources): Matcher {
  if (resources === undefined || resources.length === 0) return () => true;
  const names = setOf(resourceNames);
  const takes = resourceMatcher(resources);
  return (request, named) => (names === undefined || names.has(request.name ?? '')) && takes(named, request);
}

function compiledPaths(specs: readonly string[]): Matcher {
  const literals = new Set(specs);
  const isAll = literals.has('*');
  const prefixes = specs.filter((spec) => spec.endsWith('*')).map(beginOf);
  return ({ resource, path = '' }) =>
    resource === undefined && (isAll || literals.has(path) || prefixes.some((prefix) => path.startsWith(prefix)));
}
