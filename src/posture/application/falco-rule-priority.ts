// SPDX-License-Identifier: Apache-2.0
// Reads priority of each rule in a rules file that a ConfigMap carries, changes of other rules included. Falco's eight priorities
// are allowed, in any case, and INFO; a rule that is defined must have one.
import { field, type JsonObject, stringField } from '../../model/json.ts';
import type { Pointer } from '../../model/pointer.ts';
import { defineCheck, type Fault } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { falcoEntries } from '../facts/falco.ts';

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
  severe: 'CRITICAL',
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
    falcoEntries(object).flatMap(({ pointer, entries }) =>
      entries.flatMap((entry) => {
        const name = stringField(entry, 'rule');
        // Where a rule is appended to, Falco reads its condition and exceptions alone.
        if (name === undefined || field(entry, 'append') === true) return [];
        const priority = field(entry, 'priority');
        if (priority === undefined) return isWhole(entry) ? [missing(pointer, name)] : [];
        const written = typeof priority === 'string' ? priority : JSON.stringify(priority);
        if (known.has(written.toLowerCase())) return [];
        const advice = `Give the rule "${name}" one of Falco's priorities: ${nearest[written.toLowerCase()] ?? 'WARNING'} is the nearest.`;
        return [advised(pointer, 'unknown priority', `rule "${name}" has the priority "${written}"`, advice)];
      }),
    ),
});

/** Whether an entry defines a rule, rather than switching on, or changing, one that is defined elsewhere. */
function isWhole(entry: JsonObject): boolean {
  return field(entry, 'override') === undefined && ['condition', 'output', 'desc'].some((key) => Object.hasOwn(entry, key));
}

function missing(pointer: Pointer, name: string): Fault {
  const advice = `Give the rule "${name}" one of Falco's priorities.`;
  return advised(pointer, 'no priority', `rule "${name}" has no priority, which Falco demands`, advice);
}
