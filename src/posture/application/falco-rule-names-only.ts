// SPDX-License-Identifier: Apache-2.0
// Reads the condition of each rule in a ConfigMap, with the macros that the ConfigMaps beside it define. One that names only the
// program, its arguments, the user and the kind of event, and no other macro beyond spawned_process and container, is told.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { fieldsIn } from '../facts/falco-condition.ts';
import { falcoRules, macrosBeside, withMacros } from '../facts/falco.ts';

const nameFields = /^proc\.(?:name|cmdline|args|cmdargs|exe|exeline|exepath|pname|pcmdline|pexe|pexepath|aname|acmdline|aexe|aexepath)$/;
/** Who and where: it narrows a rule, and says nothing of what is done. */
const circumstances = /^(?:evt\.(?:type|dir|num|category)|container\..*|k8s\..*|user\.\w+|group\.\w+)$/;
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
  evaluate: (object, context) => {
    const rules = falcoRules(object);
    const macros = rules.length === 0 ? new Map<string, string>() : macrosBeside(object, context);
    return rules.flatMap(({ pointer, name, condition }) => {
      const { conditions, unknown } = withMacros(condition, new Map([...macros].filter(([macro]) => !plainMacros.has(macro))));
      const fields = [...new Set(conditions.flatMap(fieldsIn))];
      const tellsNames = fields.some((field) => nameFields.test(field));
      const tellsMore = fields.some((field) => !nameFields.test(field) && !circumstances.test(field));
      if (!tellsNames || tellsMore || unknown.some((macro) => !plainMacros.has(macro))) return [];
      const advice = `Extend the rule "${name}" by what the attack cannot avoid: descriptors, destinations, capabilities, proc.is_exe_upper_layer.`;
      return [
        advised(
          pointer,
          'names and arguments alone',
          `rule "${name}" reads ${fields.filter((field) => nameFields.test(field)).join(', ')} and nothing else`,
          advice,
        ),
      ];
    });
  },
});
