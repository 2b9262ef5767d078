// SPDX-License-Identifier: Apache-2.0
// Reads the rules of a role together: one that names objects, or looks like a limit to one for every resource, must not be granted by the others already.
import { defineCheck } from '../check.ts';
import { covers, type PolicyRule } from '../../engines/rbac/index.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { type JudgedRule, onRole, roleKinds } from '../facts/rbac.ts';
import { safe } from '../facts/remedy-class.ts';

export const rbacRuleWithoutEffect = defineCheck({
  id: 'rbac-rule-without-effect',
  title: 'Rule limits what another rule grants in full',
  why: 'Rights add up; no rule takes anything away. A narrow rule beside a wide one reads as a limit, and is none.',
  remedy: 'Narrow the wide rule. The narrow one can go.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole',
  ],
  aliases: [],
  appliesTo: { kinds: roleKinds },
  evaluate: onRole(({ rules }) =>
    withoutEffect(rules).map(({ rule, path }) => ({
      kind: 'fault',
      path,
      reason: 'other rules grant it already',
      detail: `${rule.verbs.join(', ')} on ${[...rule.resources, ...rule.nonResourceURLs].join(', ')}${namesOf(rule)} is granted in full by another rule of the role, which it does not limit`,
      remedy: safe(
        patchRemedy([{ op: 'remove', path }], 'This changes nothing in what is granted. What is to be limited is the other rule.'),
      ),
    })),
  ),
});

/** Each rule that the others grant, told of the later of two that are equal. */
function withoutEffect(rules: readonly JudgedRule[]): readonly JudgedRule[] {
  let left = rules;
  for (const judged of rules.toReversed()) {
    const others = left.filter((other) => other !== judged).map(({ rule }) => rule);
    const isLimit =
      judged.rule.resourceNames.length > 0 || rules.slice(0, rules.indexOf(judged)).some(({ rule }) => looksLimitedBy(rule, judged.rule));
    if (isLimit && covers(others, [judged.rule])) left = left.filter((other) => other !== judged);
  }
  return rules.filter((judged) => !left.includes(judged));
}

/**
 * Whoever writes "everything, but …" writes it in this order. Where not every verb is granted a rule may only be said twice, as
 * generators do, unless it is about what people try to keep back.
 */
function looksLimitedBy({ resources, verbs }: PolicyRule, later: PolicyRule): boolean {
  return resources.includes('*') && (verbs.includes('*') || later.resources.some((resource) => keptBack.has(resource)));
}

const keptBack: ReadonlySet<string> = new Set(['namespaces', 'nodes', 'secrets']);

function namesOf({ resourceNames }: JudgedRule['rule']): string {
  return resourceNames.length === 0 ? '' : ` named ${resourceNames.join(', ')}`;
}
