// SPDX-License-Identifier: Apache-2.0
// What the API server makes of a policy before it reads any request, pkg/apis/audit/validation: what it refuses, and which fields it ignores.
import { auditFields, auditLevels, auditStages, type AuditRule, readAuditPolicy } from '../../engines/audit-policy/index.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../model/json.ts';
import { pointer, valueAt } from '../../model/pointer.ts';
import type { Fault } from '../check.ts';
import { isSelective, placedRules } from './audit-policy.ts';

/** What of a policy the API server refuses or ignores. */
export function policyFaults(body: JsonObject): Fault[] {
  const { policy, refusals } = readAuditPolicy(body);
  const rules = valueAt(body, '/rules');
  return [
    ...refusals.map(({ path, expected, found }) => refused(path, `${expected} is expected, not ${found}`)),
    ...(refusals.length === 0 && !isSelective(policy.rules) ? [refused('/rules', 'a policy needs at least one rule')] : []),
    ...unknownFields(body, auditFields.policy, ''),
    ...stageFaults(policy.omitStages, '/omitStages'),
    ...placedRules(policy).flatMap(({ rule, path }) => ruleFaults(rule, path, refusals.length === 0)),
    ...(isArray(rules) ? rules : []).flatMap((rule, index) => unknownInRule(rule, pointer('rules', index))),
  ];
}

function refused(path: string, detail: string): Fault {
  return {
    kind: 'fault',
    path,
    reason: 'the API server refuses the policy',
    detail,
    remedy: { kind: 'advice', advice: 'Write what the reference of audit.k8s.io/v1 allows here.' },
  };
}

function ruleFaults(
  { level, resources = [], namespaces, nonResourceURLs = [], omitStages }: AuditRule,
  path: string,
  isTyped: boolean,
): Fault[] {
  const isLevel = level === undefined ? !isTyped : (auditLevels as readonly string[]).includes(level);
  const mixed = isSelective(nonResourceURLs) && (isSelective(resources) || isSelective(namespaces));
  return [
    ...(isLevel
      ? []
      : [refused(`${path}/level`, level === undefined ? 'a rule needs a level' : `there is no level ${JSON.stringify(level)}`)]),
    ...stageFaults(omitStages, `${path}/omitStages`),
    ...(mixed ? [refused(`${path}/nonResourceURLs`, 'a rule is for resources or for other paths, not for both')] : []),
    ...nonResourceURLs.flatMap((url, index) =>
      url === '*' || /^\/[^*]*\*?$/.test(url)
        ? []
        : [refused(`${path}/nonResourceURLs/${index}`, 'a path begins with / and may end with *')],
    ),
    ...resources.flatMap(({ group = '', resources: names, resourceNames }, index) => [
      ...(/^(?:\*|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)?$/.test(group)
        ? []
        : [refused(`${path}/resources/${index}/group`, 'a group is a name in lower case without a version')]),
      ...(isSelective(resourceNames) && !isSelective(names)
        ? [refused(`${path}/resources/${index}/resourceNames`, 'names of resources need the resources they belong to')]
        : []),
    ]),
  ];
}

function stageFaults(stages: readonly string[] = [], path: string): Fault[] {
  return stages.flatMap((stage, index) =>
    (auditStages as readonly string[]).includes(stage) ? [] : [refused(`${path}/${index}`, `there is no stage ${JSON.stringify(stage)}`)],
  );
}

function unknownInRule(rule: Json, path: string): Fault[] {
  const resources = valueAt(rule, '/resources');
  return [
    ...unknownFields(rule, auditFields.rule, path),
    ...(isArray(resources) ? resources : []).flatMap((entry, index) =>
      unknownFields(entry, auditFields.resources, `${path}/resources/${index}`),
    ),
  ];
}

function unknownFields(value: Json, known: readonly string[], path: string): Fault[] {
  if (!isObject(value)) return [];
  return Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      kind: 'fault' as const,
      path: `${path}${pointer(name)}`,
      reason: 'the API server ignores an unknown field',
      detail: `there is no field ${name} here; known are ${known.join(', ')}`,
      remedy: {
        kind: 'patch' as const,
        patch: [{ op: 'remove' as const, path: `${path}${pointer(name)}` }],
        note: 'Correct its name instead where it is misspelt.',
      },
    }));
}
