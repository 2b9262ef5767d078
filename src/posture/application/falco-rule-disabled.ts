// SPDX-License-Identifier: Apache-2.0
// Reads enabled of the entries for rules in files of rules: false is told, of a rule that is written out or overridden. A rule that a later entry
// of the same file switches on again is let pass.
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { embeddedFiles } from '../facts/embedded-yaml.ts';
import { listEntries } from '../facts/falco.ts';

export const falcoRuleDisabled = defineCheck({
  id: 'falco-rule-disabled',
  title: 'Rule of Falco is switched off',
  why: 'What it watches for happens unseen from then on. Mostly it was one noisy program, for which an exception would have done.',
  remedy: 'Leave the rule on, and give it an exception for the program that is right.',
  severity: 'low',
  layer: 'application',
  threats: ['unauthorized-access'],
  references: ['https://falco.org/docs/concepts/rules/overriding/', 'https://falco.org/docs/concepts/rules/exceptions/'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object) =>
    embeddedFiles(object).flatMap((file) => {
      const states = new Map<string, boolean>();
      for (const entry of listEntries(file)) {
        const name = stringField(entry, 'rule');
        const enabled = field(entry, 'enabled');
        const isRule =
          ['condition', 'override', 'append', 'priority'].some((key) => field(entry, key) !== undefined) || Object.keys(entry).length === 2;
        if (name !== undefined && typeof enabled === 'boolean' && isRule) states.set(name, enabled);
      }
      return [...states].flatMap(([name, enabled]) =>
        enabled
          ? []
          : [
              advised(
                file.pointer,
                'a rule is switched off',
                `"${name}" is not in force`,
                'Remove enabled: false, and add an exception for what is right.',
              ),
            ],
      );
    }),
});
