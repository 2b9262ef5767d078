// SPDX-License-Identifier: Apache-2.0
// Reads rules[*] and omitStages: a request that fails authentication has no user and is told at stage ResponseStarted alone,
// so the rule it meets must record that stage. A rule whose verbs are empty text or stars is meant for all of them, and meets none.
import type { AuditRequest, AuditRule } from '../../engines/audit-policy/index.ts';
import { defineCheck, type Fault } from '../check.ts';
import { auditPolicyKind, decisions, isSelective, placedRules, policyOfObject, requestsFor } from '../facts/audit-policy.ts';
import { patchRemedy, removeRemedy } from '../facts/container-faults.ts';

/** What somebody tries who does not get in. */
const attempts: readonly AuditRequest[] = [
  ...requestsFor('secrets', ['list'], undefined),
  ...requestsFor('pods', ['list', 'create'], undefined),
  { verb: 'get', path: '/api' },
].map(({ user: _, ...request }) => request);

export const auditPolicyFailedLogins = defineCheck({
  id: 'audit-policy-failed-logins',
  title: 'Failed logins are not recorded',
  why: 'Stolen or guessed credentials are tried before one works. Such a request has no user, is told at stage ResponseStarted only, and no rule can select it by its outcome: without a record nobody sees the attempts.',
  remedy: 'End the policy with a rule of level Metadata without selectors, do not omit ResponseStarted, and search the log for code 401.',
  severity: 'high',
  layer: 'infrastructure',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy'],
  aliases: ['T1110'],
  appliesTo: auditPolicyKind,
  evaluate: (object) => {
    const policy = policyOfObject(object);
    const blank = placedRules(policy).filter(({ rule }) => isBlank(rule));
    return [
      ...blank.map(
        ({ path }): Fault => ({
          kind: 'fault',
          path,
          reason: 'a rule that is meant for everything records no failed login',
          detail: 'no request has an empty verb, or a star for one, and a rule cannot select by outcome at all',
          remedy: removeRemedy(path, 'A last rule of level Metadata without selectors records failed logins among all else.'),
        }),
      ),
      ...omittedStage(policy.omitStages, '/omitStages'),
      ...placedRules(policy).flatMap(({ rule, index, path }) => (isMet(index) ? omittedStage(rule.omitStages, `${path}/omitStages`) : [])),
    ];

    function isMet(index: number): boolean {
      return decisions(policy, attempts).some(({ rule, level }) => rule === index && level !== 'None');
    }
  },
});

function omittedStage(stages: readonly string[] | undefined, path: string): Fault[] {
  const index = stages?.indexOf('ResponseStarted') ?? -1;
  if (index < 0) return [];
  return [
    {
      kind: 'fault',
      path: `${path}/${index}`,
      reason: 'ResponseStarted is omitted',
      detail: 'a request answered 401 is recorded at stage ResponseStarted and at no other',
      remedy: patchRemedy([{ op: 'remove', path: `${path}/${index}` }]),
    },
  ];
}

function isBlank({ level, verbs, resources, users, userGroups }: AuditRule): boolean {
  const isEmpty = (items: readonly string[] | undefined) => isSelective(items) && items.every((item) => item === '' || item === '*');
  if (level === 'None' || isSelective(users) || isSelective(userGroups) || !isEmpty(verbs)) return false;
  return (resources ?? []).every((entry) => !isSelective(entry.resources) || isEmpty(entry.resources));
}
