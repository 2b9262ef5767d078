// SPDX-License-Identifier: Apache-2.0
// Whether rules grant all that other rules grant: what the API server asks before somebody may hand on rights.
import { coverageOf } from './coverage.ts';
import type { PolicyRule } from './rule.ts';

/** The parts of `wanted` that `held` does not grant, each with one verb and one resource or URL. Empty: all is covered. */
export function uncovered(held: readonly PolicyRule[], wanted: readonly PolicyRule[]): PolicyRule[] {
  return uncoveredRules(held, wanted).flatMap(breakDown);
}

/** The same in few rules: what is left of each wanted rule, none of them overlapping. */
export function uncoveredRules(held: readonly PolicyRule[], wanted: readonly PolicyRule[]): PolicyRule[] {
  const coverage = coverageOf(held);
  return wanted.flatMap((rule) => coverage.uncovered(rule));
}

/** Whether `held` grants all that `wanted` grants; several rules together may cover one. */
export function covers(held: readonly PolicyRule[], wanted: readonly PolicyRule[]): boolean {
  const coverage = coverageOf(held);
  return wanted.every((rule) => coverage.uncovered(rule).length === 0);
}

/** The smallest rules that together grant the same. */
export function breakDown(rule: PolicyRule): PolicyRule[] {
  const { verbs, apiGroups, resources, resourceNames, nonResourceURLs } = rule;
  const names = resourceNames.length === 0 ? [[]] : resourceNames.map((name) => [name]);
  const onResources = apiGroups.flatMap((group) =>
    resources.flatMap((resource) =>
      verbs.flatMap((verb) =>
        names.map((name) => ({ ...noRule, verbs: [verb], apiGroups: [group], resources: [resource], resourceNames: name })),
      ),
    ),
  );
  const onUrls = nonResourceURLs.flatMap((url) => verbs.map((verb) => ({ ...noRule, verbs: [verb], nonResourceURLs: [url] })));
  return [...onResources, ...onUrls];
}

const noRule: PolicyRule = { verbs: [], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [] };
