// SPDX-License-Identifier: Apache-2.0
// Reads --feature-gates=InitialCorruptCheck=true (etcd 3.6) and --experimental-initial-corrupt-check=true (3.5, removed in 3.7).
import type { Component } from '../../model/components/component.ts';
import { flag, flagList, parseBoolean } from '../../model/components/flags.ts';
import { parseImage } from '../../model/image.ts';
import { defineComponentCheck } from '../facts/component-check.ts';
import { setting } from '../facts/component-remedies.ts';

export const etcdCorruptionCheck = defineComponentCheck({
  id: 'etcd-corruption-check',
  title: 'Data of etcd is not checked when it starts',
  why: 'A member whose data was damaged, or changed on the disk, joins as if nothing were wrong and answers with other data than the rest: bindings that were revoked, Secrets that were replaced.',
  remedy: 'Set --feature-gates=InitialCorruptCheck=true (3.6), or --experimental-initial-corrupt-check=true before that.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['data-exposure'],
  references: ['https://etcd.io/docs/v3.6/op-guide/data_corruption/'],
  aliases: [],
  component: 'etcd',
  evaluate: (component) => {
    const gates = flagList(component.flags, 'feature-gates')?.map(({ value }) => value) ?? [];
    const old = flag(component.flags, 'experimental-initial-corrupt-check');
    const isOn = gates.some((gate) => /^InitialCorruptCheck=(?:true|1|t)$/i.test(gate)) || parseBoolean(old?.value ?? '') === true;
    if (isOn || component.incomplete !== undefined || hasVariable(component)) return [];
    const rest = gates.filter((gate) => !gate.startsWith('InitialCorruptCheck='));
    return [
      {
        kind: 'fault',
        path: old?.path ?? flag(component.flags, 'feature-gates')?.path ?? `${component.argumentsPath}/-`,
        reason: 'no corruption check at start',
        detail: 'neither --feature-gates=InitialCorruptCheck=true nor --experimental-initial-corrupt-check=true',
        remedy: isBefore36(component)
          ? setting(component, { flag: 'experimental-initial-corrupt-check' }, true, note)
          : setting(component, { flag: 'feature-gates', list: true }, [...rest, 'InitialCorruptCheck=true'], note),
      },
    ];
  },
});

const note = 'A member whose data differ from the others’ does not start any more, and each start reads all data first.';

function hasVariable({ place }: Component): boolean {
  const names = ['ETCD_FEATURE_GATES', 'ETCD_EXPERIMENTAL_INITIAL_CORRUPT_CHECK', 'ETCD_CONFIG_FILE'];
  return place?.container.env?.some(({ name }) => names.includes(name ?? '')) ?? false;
}

/** Whether the image's tag names a release without feature gates. */
function isBefore36({ place }: Component): boolean {
  return /^v?3\.[0-5](?:\.|$)/.test(parseImage(place?.container.image ?? '')?.tag ?? '');
}
