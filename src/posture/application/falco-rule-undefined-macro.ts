// SPDX-License-Identifier: Apache-2.0
// Reads the conditions of rules and macros of a rules file in a ConfigMap that is all Falco finds in /etc/falco. Each macro must be defined in it
// or in another ConfigMap of the namespace. Where the rules of the image stay in place, nothing is said.
import { stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { falcoEntries, isWholeConfiguration, macrosBeside } from '../facts/falco.ts';
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
    const files = falcoEntries(object);
    if (files.length === 0 || !isWholeConfiguration(object, context)) return [];
    const defined = macrosBeside(object, context);
    return files.flatMap(({ pointer, entries }) => {
      const uses = entries.flatMap((entry) => macrosIn(stringField(entry, 'condition') ?? ''));
      const missing = [...new Set(uses)].filter((macro) => !defined.has(macro));
      if (missing.length === 0) return [];
      const advice = 'Mount these rules into /etc/falco/rules.d beside the default rules, or define the macros here.';
      return [advised(pointer, 'undefined macro', `nothing defines ${missing.join(', ')}`, advice)];
    });
  },
});
