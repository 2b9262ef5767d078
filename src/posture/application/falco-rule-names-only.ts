// SPDX-License-Identifier: Apache-2.0
// Reads the condition of each rule in a ConfigMap. One that names only the program, its arguments and the kind of event, and no
// macro beyond spawned_process and container, is told.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { fieldsIn, macrosIn } from '../facts/falco-condition.ts';
import { falcoRules } from '../facts/falco.ts';

const nameFields = /^proc\.(?:name|cmdline|args|cmdargs|exe|exeline|pname|pcmdline|pexe|aname|acmdline)$/;
const context = /^(?:evt\.(?:type|dir|num|category)|container\.\w+|k8s\..*)$/;
const plainMacros: ReadonlySet<string> = new Set(['spawned_process', 'container', 'always_true', 'never_true']);

export const falcoRuleNamesOnly = defineCheck({
  id: 'falco-rule-names-only',
  title: 'Rule looks at names and arguments alone',
  why: 'An attacker renames the program, uses another interpreter or a configuration file, and the rule is silent. Short strings such as -e match what is harmless, so that people stop reading the alerts.',
  remedy: 'Watch what the attack must do: the system call, the file descriptor, the destination, the executable that was not in the image.',
  severity: 'low',
  layer: 'application',
  threats: ['container-escape', 'privilege-escalation'],
  references: ['https://falco.org/docs/concepts/rules/style-guide/', 'https://github.com/falcosecurity/rules'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object) =>
    falcoRules(object).flatMap(({ pointer, name, condition }) => {
      const fields = fieldsIn(condition);
      const tellsNames = fields.some((field) => nameFields.test(field));
      const tellsMore = fields.some((field) => !nameFields.test(field) && !context.test(field));
      if (!tellsNames || tellsMore || macrosIn(condition).some((macro) => !plainMacros.has(macro))) return [];
      const advice = `Extend the rule "${name}" by what the attack cannot avoid: descriptors, destinations, capabilities, proc.is_exe_upper_layer.`;
      return [
        advised(
          pointer,
          'names and arguments alone',
          `rule "${name}" reads ${fields.filter((field) => nameFields.test(field)).join(', ')} and nothing else`,
          advice,
        ),
      ];
    }),
});
