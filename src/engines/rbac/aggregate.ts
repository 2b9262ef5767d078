// SPDX-License-Identifier: Apache-2.0
import { type Selector, selects } from '../../model/selector.ts';
import type { Role } from './policy.ts';
import type { PolicyRule } from './rule.ts';

/**
 * The roles as the controller for aggregation leaves them: the rules of an aggregated ClusterRole are those of the
 * ClusterRoles that its selectors choose, and nothing else. The authorizer itself knows only the rules that are stored.
 */
export function aggregate(roles: readonly Role[]): Role[] {
  const clusterRoles = roles.filter(({ namespace }) => namespace === '');
  return roles.map((role) => (role.aggregates === undefined ? role : { ...role, rules: aggregatedRules(role, clusterRoles) }));
}

/** The ClusterRoles that one of the selectors chooses. */
export function aggregatedBy(selectors: readonly Selector[], clusterRoles: readonly Role[]): Role[] {
  return clusterRoles.filter(({ labels }) => selectors.some((selector) => selects(selector, labels)));
}

/** Through roles that are aggregated themselves, each of which is visited once: they may choose each other. */
function aggregatedRules(role: Role, clusterRoles: readonly Role[]): PolicyRule[] {
  const visited = new Set<Role>([role]);
  const rules = new Map<string, PolicyRule>();
  const queue = [role];
  for (const current of queue) {
    if (current.aggregates === undefined) for (const rule of current.rules) rules.set(JSON.stringify(rule), rule);
    for (const chosen of aggregatedBy(current.aggregates ?? [], clusterRoles)) {
      if (visited.has(chosen)) continue;
      visited.add(chosen);
      queue.push(chosen);
    }
  }
  return [...rules.values()];
}
