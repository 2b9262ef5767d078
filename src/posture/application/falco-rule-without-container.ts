// SPDX-License-Identifier: Apache-2.0
// Reads condition and output of each rule in a ConfigMap. A rule whose output tells of the container must ask for one, and
// should tell namespace and pod.
import { stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { falcoRules, macrosBeside, withMacros } from '../facts/falco.ts';

/** Macros of the default rules that hold for the node's programs as well. */
const hostMacros: ReadonlySet<string> = new Set([
  'spawned_process',
  'open_read',
  'open_write',
  'open_directory',
  'open_file_failed',
  'inbound',
  'outbound',
  'inbound_outbound',
  'modify',
  'rename',
  'remove',
  'mkdir',
  'chmod',
  'sensitive_files',
  'shell_procs',
  'bin_dir',
  'etc_dir',
]);

export const falcoRuleWithoutContainer = defineCheck({
  id: 'falco-rule-without-container',
  title: 'Rule about containers fires for the node as well',
  why: 'Alerts about the programs of the node bury those about containers, and an alert without namespace and pod costs the time in which an intruder moves on.',
  remedy: 'Begin the condition with container, and tell %k8s.ns.name and %k8s.pod.name in the output.',
  severity: 'low',
  layer: 'application',
  threats: ['container-escape'],
  references: ['https://falco.org/docs/concepts/rules/default-macros/', 'https://falco.org/docs/concepts/rules/basic-elements/'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object, context) => {
    const rules = falcoRules(object);
    const macros = rules.length === 0 ? new Map<string, string>() : macrosBeside(object, context);
    return rules.flatMap(({ pointer, name, rule, condition }) => {
      const output = stringField(rule, 'output') ?? '';
      const source = stringField(rule, 'source') ?? 'syscall';
      const { conditions, unknown } = withMacros(condition, new Map([...macros].filter(([macro]) => macro !== 'container')));
      const asksForContainer = conditions.some((text) =>
        /\b(?:container|k8s|proc\.vpid|proc\.is_container)\b/.test(text.replace(/"[^"]*"/g, '')),
      );
      // A macro that is not in the input may ask for the container.
      const mayAsk = unknown.some((macro) => !hostMacros.has(macro));
      if (source !== 'syscall' || asksForContainer || mayAsk || !/%container\./.test(output)) return [];
      const lacks = /%k8s\./.test(output) ? '' : ', and its output names no pod';
      const advice = `Add "container and" to the condition of "${name}", and k8s_ns=%k8s.ns.name k8s_pod=%k8s.pod.name to its output.`;
      return [advised(pointer, 'rule fires for the node as well', `rule "${name}" does not ask for a container${lacks}`, advice)];
    });
  },
});
