// SPDX-License-Identifier: Apache-2.0
// Follows pkg/audit/policy/checker.go of k8s.io/apiserver.
import type { AuditPolicy, AuditRule, GroupResources } from './policy.ts';

export interface AuditRequest {
  /** Absent where nobody was authenticated: a request that is answered 401. */
  readonly user?: { readonly name: string; readonly groups?: readonly string[] };
  readonly verb: string;
  /** '' for the core group. */
  readonly apiGroup?: string;
  /** Absent for a request that is for no resource. */
  readonly resource?: string;
  readonly subresource?: string;
  /** '' for what has no namespace. */
  readonly namespace?: string;
  readonly name?: string;
  /** The path of the URL; only requests for no resource are matched by it. */
  readonly path?: string;
}

export interface AuditDecision {
  /** Index of the rule that decides: the first that matches. Undefined where none does, and nothing is recorded. */
  readonly rule: number | undefined;
  readonly level: string;
  readonly omitStages: ReadonlySet<string>;
  readonly omitManagedFields: boolean;
}

/** What the API server records of a request. */
export function evaluateAuditPolicy(policy: AuditPolicy, request: AuditRequest): AuditDecision {
  const index = (policy.rules ?? []).findIndex((rule) => ruleMatches(rule, request));
  const rule = policy.rules?.[index];
  return {
    rule: rule === undefined ? undefined : index,
    level: rule?.level ?? 'None',
    omitStages: omittedStages(policy, rule),
    omitManagedFields: rule?.omitManagedFields ?? policy.omitManagedFields ?? false,
  };
}

/** The stages of which a rule, or the policy for all rules, records nothing. */
export function omittedStages(policy: AuditPolicy, rule: AuditRule | undefined): ReadonlySet<string> {
  return new Set([...(policy.omitStages ?? []), ...(rule?.omitStages ?? [])]);
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

/** `pods` is not pods/log; `pods/*` is pods as well; any `status` is behind `*` and a slash; `*` is everything. */
export function resourceMatches(
  spec: string,
  { resource = '', subresource = '' }: Pick<AuditRequest, 'resource' | 'subresource'>,
): boolean {
  if (spec === '*' || spec === (subresource === '' ? resource : `${resource}/${subresource}`)) return true;
  if (subresource !== '' && spec === `*/${subresource}`) return true;
  return spec.endsWith('/*') && spec.slice(0, -2) === resource;
}

/** A trailing `*` takes whatever follows. */
function pathMatches(path: string, spec: string): boolean {
  return spec === '*' || spec === path || (spec.endsWith('*') && path.startsWith(spec.replace(/\*+$/, '')));
}
