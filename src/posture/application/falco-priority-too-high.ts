// SPDX-License-Identifier: Apache-2.0
// Reads priority of a falco.yaml, the lowest that is told: above notice, most of the rules that come with Falco are silent. Up to warning is
// allowed.
import { stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { falcoConfigurations } from '../facts/falco.ts';

const silent: ReadonlySet<string> = new Set(['emergency', 'alert', 'critical', 'error', 'err']);

export const falcoPriorityTooHigh = defineCheck({
  id: 'falco-priority-too-high',
  title: 'Falco keeps most of its alerts to itself',
  why: 'A shell in a container is a notice, a read of a credential file a warning: with a threshold above them, an intruder is seen and not told of.',
  remedy: 'Set priority: notice or warning, and sort alerts where they arrive.',
  severity: 'medium',
  layer: 'application',
  threats: ['unauthorized-access', 'container-escape'],
  references: ['https://falco.org/docs/reference/daemon/config-options/', 'https://falco.org/docs/concepts/rules/basic-elements/#priority'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object) =>
    falcoConfigurations(object).flatMap(({ pointer, config }) => {
      const priority = (stringField(config, 'priority') ?? '').toLowerCase();
      if (!silent.has(priority)) return [];
      return [advised(pointer, 'a threshold above most rules', `rules below ${priority} are not told`, 'Write priority: notice.')];
    }),
});
