// SPDX-License-Identifier: Apache-2.0
// Whether rules grant all that other rules grant: what the API server asks before somebody may hand on rights.
import { nonResourceUrlCovers, type PolicyRule } from './rule.ts';

/** The parts of `wanted` that `held` does not grant, each with one verb and one resource or URL. Empty: all is covered. */
export function uncovered(held: readonly PolicyRule[], wanted: readonly PolicyRule[]): PolicyRule[] {
  return wanted.flatMap(breakDown).filter((part) => !held.some((rule) => coversPart(rule, part)));
}

/** Whether `held` grants all that `wanted` grants; several rules together may cover one. */
export function covers(held: readonly PolicyRule[], wanted: readonly PolicyRule[]): boolean {
  return uncovered(held, wanted).length === 0;
}

const nothing: PolicyRule = { verbs: [], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [] };

/** The smallest rules that together grant the same. */
export function breakDown(rule: PolicyRule): PolicyRule[] {
  const { verbs, apiGroups, resources, resourceNames, nonResourceURLs } = rule;
  const names = resourceNames.length === 0 ? [[]] : resourceNames.map((name) => [name]);
  const onResources = apiGroups.flatMap((group) =>
    resources.flatMap((resource) =>
      verbs.flatMap((verb) =>
        names.map((name) => ({ ...nothing, verbs: [verb], apiGroups: [group], resources: [resource], resourceNames: name })),
      ),
    ),
  );
  const onUrls = nonResourceURLs.flatMap((url) => verbs.map((verb) => ({ ...nothing, verbs: [verb], nonResourceURLs: [url] })));
  return [...onResources, ...onUrls];
}

function coversPart(rule: PolicyRule, part: PolicyRule): boolean {
  const namesCovered = rule.resourceNames.length === 0 || (part.resourceNames.length > 0 && hasAll(rule.resourceNames, part.resourceNames));
  return (
    namesCovered &&
    (rule.verbs.includes('*') || hasAll(rule.verbs, part.verbs)) &&
    (rule.apiGroups.includes('*') || hasAll(rule.apiGroups, part.apiGroups)) &&
    part.resources.every((resource) => coversResource(rule.resources, resource)) &&
    part.nonResourceURLs.every((url) => rule.nonResourceURLs.some((held) => nonResourceUrlCovers(held, url)))
  );
}

function coversResource(held: readonly string[], resource: string): boolean {
  if (held.includes('*') || held.includes(resource)) return true;
  const slash = resource.indexOf('/');
  return slash >= 0 && held.includes(`*${resource.slice(slash)}`);
}

function hasAll(held: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((item) => held.includes(item));
}
