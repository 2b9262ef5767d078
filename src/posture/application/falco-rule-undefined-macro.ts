// SPDX-License-Identifier: Apache-2.0
// Reads the conditions of a rules file in a ConfigMap that is all Falco finds in /etc/falco. Each macro must be defined in it
// or in another ConfigMap of the namespace. Where the rules of the image stay in place, nothing is said.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { definedBeside, falcoRules, isWholeConfiguration } from '../facts/falco.ts';
import { macrosIn } from '../facts/falco-condition.ts';

export const falcoRuleUndefinedMacro = defineCheck({
  id: 'falco-rule-undefined-macro',
  title: 'Rule uses a macro that nobody defines',
  why: 'Falco refuses the rules file and stops. Macros such as spawned_process stand in the rules of the image, which a ConfigMap mounted over /etc/falco hides.',
  remedy: 'Mount own rules into /etc/falco/rules.d, so that the default rules stay in place.',
  severity: 'high',
  layer: 'application',
  threats: ['unauthorized-access', 'container-escape'],
  references: ['https://falco.org/docs/concepts/rules/basic-elements/'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object, context) => {
    const rules = falcoRules(object);
    if (rules.length === 0 || !isWholeConfiguration(object, context)) return [];
    const defined = definedBeside(object, context);
    const byFile = Map.groupBy(
      rules.flatMap(({ pointer, condition }) => macrosIn(condition).map((macro) => ({ pointer, macro }))),
      ({ pointer }) => pointer,
    );
    return [...byFile].flatMap(([pointer, uses]) => {
      const missing = [...new Set(uses.map(({ macro }) => macro))].filter((macro) => !defined.has(macro));
      if (missing.length === 0) return [];
      const advice = 'Mount these rules into /etc/falco/rules.d beside the default rules, or define the macros here.';
      return [advised(pointer, 'undefined macro', `nothing defines ${missing.join(', ')}`, advice)];
    });
  },
});
