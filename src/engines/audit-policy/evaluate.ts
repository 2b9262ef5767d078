// SPDX-License-Identifier: Apache-2.0
// Follows pkg/audit/policy/checker.go of k8s.io/apiserver.
import { compilePolicy, type CompiledPolicy } from './compiled.ts';
import type { AuditPolicy, AuditRule, GroupResources } from './policy.ts';
import type { AuditDecision, AuditRequest } from './request.ts';
import { pathMatches, resourceMatches } from './specs.ts';

/** Policies are data that nobody changes, so each is compiled once. */
const compiled = new WeakMap<AuditPolicy, CompiledPolicy>();

/** What the API server records of a request. */
export function evaluateAuditPolicy(policy: AuditPolicy, request: AuditRequest): AuditDecision {
  let decide = compiled.get(policy);
  if (decide === undefined) {
    decide = compilePolicy(policy);
    compiled.set(policy, decide);
  }
  return decide(request);
}

export function ruleMatches(rule: AuditRule, request: AuditRequest): boolean {
  const { user } = request;
  if (!selects(rule.users, (name) => name === user?.name)) return false;
  if (!selects(rule.userGroups, (group) => user?.groups?.includes(group) ?? false)) return false;
  if (!selects(rule.verbs, (verb) => verb === request.verb)) return false;
  if (isSet(rule.namespaces) || isSet(rule.resources)) return matchesResource(rule, request);
  return (
    !isSet(rule.nonResourceURLs) ||
    (request.resource === undefined && rule.nonResourceURLs.some((spec) => pathMatches(request.path ?? '', spec)))
  );
}

function isSet<T>(selector: readonly T[] | undefined): selector is readonly T[] {
  return selector !== undefined && selector.length > 0;
}

function selects<T>(selector: readonly T[] | undefined, holds: (item: T) => boolean): boolean {
  return !isSet(selector) || selector.some(holds);
}

function matchesResource({ namespaces, resources }: AuditRule, request: AuditRequest): boolean {
  if (request.resource === undefined) return false;
  return (
    selects(namespaces, (namespace) => namespace === (request.namespace ?? '')) &&
    selects(resources, (entry) => entryMatches(entry, request))
  );
}

function entryMatches({ group = '', resources, resourceNames }: GroupResources, request: AuditRequest): boolean {
  // Before 1.36 the API server refuses a policy with the group `*`.
  if (group !== '*' && group !== (request.apiGroup ?? '')) return false;
  if (!isSet(resources)) return true;
  return selects(resourceNames, (name) => name === (request.name ?? '')) && resources.some((spec) => resourceMatches(spec, request));
}
