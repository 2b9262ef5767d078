// SPDX-License-Identifier: Apache-2.0
// Reads priority of a falco.yaml in a ConfigMap, the lowest that is told: debug and informational are told apart. Falco's own
// default is debug.
import { stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { falcoConfigurations } from '../facts/falco.ts';

export const falcoPriorityDebug = defineCheck({
  id: 'falco-priority-debug',
  title: 'Falco tells everything down to debug',
  why: 'Alerts that nobody acts on hide those that matter, and an attacker can add to them at will.',
  remedy: 'Set priority: notice or higher once the rules are settled.',
  severity: 'info',
  layer: 'application',
  threats: ['unauthorized-access'],
  references: ['https://falco.org/docs/reference/daemon/config-options/'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object) =>
    falcoConfigurations(object).flatMap(({ pointer, config }) => {
      const priority = (stringField(config, 'priority') ?? '').toLowerCase();
      if (!['debug', 'informational', 'info'].includes(priority)) return [];
      return [advised(pointer, 'every priority is told', `priority is ${priority}`, 'Write priority: notice.')];
    }),
});
