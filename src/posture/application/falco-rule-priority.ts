// SPDX-License-Identifier: Apache-2.0
// Reads priority of each rule in a rules file that a ConfigMap carries. Falco's eight priorities are allowed, in any case, and
// INFO.
import { stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { falcoRules } from '../facts/falco.ts';

const known: ReadonlySet<string> = new Set([
  'emergency',
  'alert',
  'critical',
  'error',
  'warning',
  'notice',
  'informational',
  'info',
  'debug',
]);
const nearest: Readonly<Record<string, string>> = {
  fatal: 'EMERGENCY',
  high: 'CRITICAL',
  medium: 'WARNING',
  moderate: 'WARNING',
  low: 'NOTICE',
  warn: 'WARNING',
};

export const falcoRulePriority = defineCheck({
  id: 'falco-rule-priority',
  title: 'Rule has a priority that Falco does not know',
  why: 'Falco refuses the whole rules file and stops: from then on nothing on the node is watched.',
  remedy: 'Use EMERGENCY, ALERT, CRITICAL, ERROR, WARNING, NOTICE, INFORMATIONAL or DEBUG.',
  severity: 'high',
  layer: 'application',
  threats: ['unauthorized-access', 'container-escape'],
  references: ['https://falco.org/docs/concepts/rules/basic-elements/'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object) =>
    falcoRules(object).flatMap(({ pointer, name, rule }) => {
      const priority = stringField(rule, 'priority');
      if (priority === undefined || known.has(priority.toLowerCase())) return [];
      const advice = `Give the rule "${name}" one of Falco's priorities: ${nearest[priority.toLowerCase()] ?? 'WARNING'} is the nearest.`;
      return [advised(pointer, 'unknown priority', `rule "${name}" has the priority ${JSON.stringify(priority)}`, advice)];
    }),
});
