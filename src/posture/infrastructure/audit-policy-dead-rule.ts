// SPDX-License-Identifier: Apache-2.0
// Reads rules[*]: every selector must hold something that a request can have, and the earlier rules together may not take all that
// the rule takes. Matching is equality of text, so `*` and `` are no wildcards among verbs, and `*` none among namespaces.
import { type GroupResources, isApiGroup, PolicyReach } from '../../engines/audit-policy/index.ts';
import { defineCheck, type Fault } from '../check.ts';
import { auditPolicyKind, isSelective, placedRules, type PlacedRule, policyOfObject, requestVerbs } from '../facts/audit-policy.ts';
import { removeRemedy } from '../facts/container-faults.ts';

export const auditPolicyDeadRule = defineCheck({
  id: 'audit-policy-dead-rule',
  title: 'Audit rule matches no request',
  why: 'The API server compares text and takes the first rule that matches. A rule that can match nothing records nothing, while its reader believes that attacks of that kind leave a trace.',
  remedy: 'Remove the rule, or correct its selectors: leave one out to select everything. Put narrow rules before wide ones.',
  severity: 'high',
  layer: 'infrastructure',
  threats: ['unauthorized-access', 'data-exposure'],
  references: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy'],
  aliases: [],
  appliesTo: auditPolicyKind,
  evaluate: (object) => {
    const policy = policyOfObject(object);
    const reaches = new PolicyReach(policy);
    return placedRules(policy).flatMap((placed) => {
      const selector = deadSelector(placed);
      if (selector !== undefined) return fault(placed, selector.path, 'a selector that no request has', selector.detail);
      const reach = reaches.reachOf(placed.index);
      if (reach.kind !== 'dead') return [];
      return fault(placed, placed.path, ...reasonOf(reach.coveredBy));
    });
  },
});

function reasonOf(coveredBy: readonly number[]): readonly [reason: string, detail: string] {
  const [first] = coveredBy;
  if (first === undefined)
    return ['selectors that no request has together', 'each selector is of some request, and all of them are of none'];
  if (coveredBy.length === 1) return ['an earlier rule takes every request', `rule ${first} matches all that this rule matches`];
  const rules = `${coveredBy.slice(0, -1).join(', ')} and ${coveredBy.at(-1)}`;
  return ['earlier rules take every request', `rules ${rules} together match all that this rule matches`];
}

function fault({ path: rule }: PlacedRule, path: string, reason: string, detail: string): Fault {
  return {
    kind: 'fault',
    path,
    reason,
    detail,
    remedy: removeRemedy(rule, 'Correct its selectors instead where it is meant to record something.'),
  };
}

interface DeadSelector {
  readonly path: string;
  readonly detail: string;
}

/** The first selector of which no entry can ever match. */
function deadSelector({ rule: { verbs, namespaces, resources, users, userGroups }, path }: PlacedRule): DeadSelector | undefined {
  const dead = (name: string, items: readonly string[], reason: string) => ({
    path: `${path}/${name}`,
    detail: `${name} ${items.map((item) => JSON.stringify(item)).join(', ')}: ${reason}`,
  });
  if (isSelective(verbs) && verbs.every((verb) => !requestVerbs.has(verb))) return dead('verbs', verbs, 'no request has such a verb');
  if (isSelective(resources)) {
    const isLive = ({ group = '', resources: names }: GroupResources) =>
      (group === '*' || isApiGroup(group)) && (!isSelective(names) || names.some(isResource));
    const [first] = resources;
    if (first !== undefined && !resources.some(isLive)) {
      const { group = '' } = first;
      const names = resources.flatMap((entry) => entry.resources ?? []);
      return group === '*' || isApiGroup(group)
        ? { ...dead('resources', names, 'no request has such a resource'), path: `${path}/resources/0/resources` }
        : { ...dead('group', [group], 'no request has such a group; the core group is ""'), path: `${path}/resources/0/group` };
    }
  }
  if (isSelective(namespaces) && namespaces.every((namespace) => !/^(?:[a-z0-9][a-z0-9-]*)?$/.test(namespace))) {
    return dead('namespaces', namespaces, 'no namespace has such a name');
  }
  if (isSelective(users) && users.every(isNobody)) return dead('users', users, 'no user has such a name');
  return isSelective(userGroups) && userGroups.every(isNobody) ? dead('userGroups', userGroups, 'no group has such a name') : undefined;
}

// `pods`, `pods/log`, `*`, `pods/*`, or any status.
function isResource(spec: string): boolean {
  return /^(?:\*|[a-z][a-z0-9-]*)(?:\/(?:\*|[a-z][a-z0-9-]*))?$/.test(spec);
}

/** Names are compared as they stand: a `*` in one is a star. */
function isNobody(name: string): boolean {
  return name === '' || name.endsWith('*');
}
