// SPDX-License-Identifier: Apache-2.0
// Reads syscall_event_drops of a falco.yaml in a ConfigMap: actions with log, alert or exit; threshold up to 0.1; max_burst up
// to 10.
import { field, isArray } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { falcoConfigurations } from '../facts/falco.ts';

export const falcoEventDrops = defineCheck({
  id: 'falco-event-drops',
  title: 'Lost system calls pass unnoticed',
  why: 'Whoever floods the kernel with events makes Falco drop some, and hides an attack among them. Only a prompt alert about drops tells.',
  remedy: 'Keep actions log and alert, threshold 0.1, rate 0.03333 and max_burst 1.',
  severity: 'low',
  layer: 'application',
  threats: ['unauthorized-access', 'container-escape'],
  references: ['https://falco.org/docs/concepts/event-sources/kernel/dropped-events/'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object) =>
    falcoConfigurations(object).flatMap(({ pointer, config }) => {
      const drops = field(config, 'syscall_event_drops');
      const actions = field(drops, 'actions');
      const threshold = Number(field(drops, 'threshold') ?? 0.1);
      const burst = Number(field(drops, 'max_burst') ?? 1);
      const wrong = [
        isArray(actions) && !actions.some((action) => action === 'alert' || action === 'exit') ? 'no action alerts' : '',
        threshold > 0.1 ? `threshold ${threshold} lets that share be lost silently` : '',
        burst > 10
          ? `max_burst ${burst} floods the output${field(drops, 'threshold') === undefined ? ', and no threshold is set' : ''}`
          : '',
      ].filter((text) => text !== '');
      const advice = 'Set syscall_event_drops to actions [log, alert], threshold 0.1, rate 0.03333, max_burst 1.';
      return wrong.length === 0 ? [] : [advised(pointer, 'drops are not told apart', wrong.join('; '), advice)];
    }),
});
