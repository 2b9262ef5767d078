// SPDX-License-Identifier: Apache-2.0
// What one rule allows: matching as the API server's RBAC authorizer does it. Everything is compared literally, case included.
import type { NonResourceRequest, Request, ResourceRequest } from '../../model/request.ts';

/** A PolicyRule, decoded: a list that was absent or null is empty. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  /** Empty: every name, and requests without a name. */
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

export type { NonResourceRequest, Request, ResourceRequest };

/** Whether the rule allows the request; in which scope the rule holds is for the binding to say. */
export function ruleAllows(rule: PolicyRule, request: Request): boolean {
  if (!matches(rule.verbs, request.verb)) return false;
  if (request.kind === 'nonResource') return rule.nonResourceURLs.some((url) => nonResourceUrlCovers(url, request.path));
  return (
    matches(rule.apiGroups, request.apiGroup) &&
    resourceMatches(rule.resources, request.resource, request.subresource) &&
    (rule.resourceNames.length === 0 || rule.resourceNames.includes(request.name))
  );
}

function matches(allowed: readonly string[], requested: string): boolean {
  return allowed.includes('*') || allowed.includes(requested);
}

/** A star is every resource and subresource; before a subresource, any resource. `pods/*` is nothing but itself. */
export function resourceMatches(resources: readonly string[], resource: string, subresource: string): boolean {
  const combined = subresource === '' ? resource : `${resource}/${subresource}`;
  return resources.some((allowed) => allowed === '*' || allowed === combined || (subresource !== '' && allowed === `*/${subresource}`));
}

/** Whether a URL of a rule covers a path, or another rule's URL: itself, or what begins as it does before its final stars. */
export function nonResourceUrlCovers(url: string, path: string): boolean {
  return url === path || (url.endsWith('*') && path.startsWith(url.replace(/\*+$/, '')));
}

/** What the rule says of resources: all of it that holds in a namespace, to which no path belongs. */
export function onResources(rule: PolicyRule): PolicyRule {
  return rule.nonResourceURLs.length === 0 ? rule : { ...rule, nonResourceURLs: [] };
}
