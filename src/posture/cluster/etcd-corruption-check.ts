// SPDX-License-Identifier: Apache-2.0
// Reads --feature-gates=InitialCorruptCheck=true (etcd 3.6) and --experimental-initial-corrupt-check=true (3.5, removed in 3.7).
import type { Component } from '../../model/components/component.ts';
import { parseBoolean } from '../../model/components/flags.ts';
import { settingOf } from '../../model/components/setting.ts';
import { defineComponentCheck } from '../facts/component-check.ts';
import { setting } from '../facts/component-remedies.ts';
import { imageVersion } from '../facts/component-version.ts';

const gatesMatter = { flag: 'feature-gates', variable: 'ETCD_FEATURE_GATES', list: true } as const;
const oldMatter = { flag: 'experimental-initial-corrupt-check', variable: 'ETCD_EXPERIMENTAL_INITIAL_CORRUPT_CHECK' } as const;

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
    const [gates, old] = [settingOf(component, gatesMatter), settingOf(component, oldMatter)];
    if (component.incomplete !== undefined || hasFile(component)) return [];
    if (gates.kind === 'unreadable' || old.kind === 'unreadable') return [];
    const items = 'value' in gates ? gates.value.split(',') : [];
    if (items.some((gate) => /^InitialCorruptCheck=(?:true|1|t)$/i.test(gate.trim()))) return [];
    if ('value' in old && parseBoolean(old.value) === true) return [];
    const rest = items.filter((gate) => gate !== '' && !gate.trim().startsWith('InitialCorruptCheck='));
    return [
      {
        kind: 'fault',
        path: old.kind === 'absent' ? gates.path : old.path,
        reason: 'no corruption check at start',
        detail: 'neither --feature-gates=InitialCorruptCheck=true nor --experimental-initial-corrupt-check=true',
        remedy: isBefore36(component)
          ? setting(component, oldMatter, true, note)
          : setting(component, gatesMatter, [...rest, 'InitialCorruptCheck=true'], note),
      },
    ];
  },
});

const note = 'A member whose data differ from the others’ does not start any more, and each start reads all data first.';

function hasFile({ place }: Component): boolean {
  return place?.container.env?.some(({ name }) => name === 'ETCD_CONFIG_FILE') ?? false;
}

/** Whether the image's tag names a release without feature gates. */
function isBefore36(component: Component): boolean {
  const version = imageVersion(component);
  return version !== undefined && version.minor < 6;
}
