// SPDX-License-Identifier: Apache-2.0
// Reads the rules of a role together: one that names objects, or follows one for every resource, must not be granted by the others already.
import { defineCheck } from '../check.ts';
import { covers } from '../../engines/rbac/index.ts';
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
    // Whoever writes "everything, but …" writes it in this order; without a wildcard before it a rule is only said twice.
    const isLimit =
      judged.rule.resourceNames.length > 0 ||
      rules.slice(0, rules.indexOf(judged)).some(({ rule: { resources } }) => resources.includes('*'));
    if (isLimit && covers(others, [judged.rule])) left = left.filter((other) => other !== judged);
  }
  return rules.filter((judged) => !left.includes(judged));
}

function namesOf({ resourceNames }: JudgedRule['rule']): string {
  return resourceNames.length === 0 ? '' : ` named ${resourceNames.join(', ')}`;
}
