// SPDX-License-Identifier: Apache-2.0
// Reads stdin and tty of containers and init containers; `true` is refused. Ephemeral containers are there to be typed at.
import type { PatchOperation } from '../../model/patch.ts';
import { defineCheck } from '../check.ts';
import { faultsPerContainer, patchRemedy } from '../facts/container-faults.ts';

export const interactiveTerminal = defineCheck({
  id: 'interactive-terminal',
  title: 'Container keeps a terminal open',
  why: 'Servers and jobs are not typed at. An open stdin or terminal is the mark of a debugging session left behind: whoever may attach to the pod types into its main process, and what they type is in no log.',
  remedy: 'Leave stdin and tty out, and use kubectl exec or kubectl debug when a shell is needed.',
  severity: 'low',
  layer: 'workload',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#debugging'],
  aliases: [],
  appliesTo: 'workload',
  evaluate: (workload) =>
    faultsPerContainer(workload, ({ container, pointer, label, type }) => {
      const fields = (['tty', 'stdin'] as const).filter((field) => container[field] === true);
      const [first] = fields;
      if (first === undefined || type === 'ephemeralContainers') return undefined;
      const patch = fields.map((field): PatchOperation => ({ op: 'replace', path: `${pointer}/${field}`, value: false }));
      return {
        kind: 'fault',
        path: `${pointer}/${first}`,
        reason: 'a terminal is kept open',
        detail: `${label} sets ${fields.join(' and ')}`,
        remedy: patchRemedy(patch, 'A program that is only a shell ends at once: it then needs a command of its own.'),
      };
    }),
});
