// SPDX-License-Identifier: Apache-2.0
// Reads spec.hostAliases; entries are refused.
import { defineCheck } from '../check.ts';
import { removeRemedy, specPath } from '../facts/container-faults.ts';

export const hostAliases = defineCheck({
  id: 'host-aliases',
  title: 'Pod resolves names by a list of its own',
  why: 'Entries in /etc/hosts go before DNS and nobody sees them there: a name that people trust may lead to another address, and stays there when the real one moves.',
  remedy: 'Publish the names in DNS, and remove hostAliases.',
  severity: 'low',
  layer: 'workload',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/'],
  aliases: ['KSV007'],
  appliesTo: 'workload',
  evaluate: (workload) => {
    const aliases = workload.spec.hostAliases ?? [];
    if (aliases.length === 0) return [];
    const path = `${specPath(workload)}/hostAliases`;
    const names = aliases.flatMap(({ hostnames = [] }) => hostnames);
    return [
      {
        kind: 'fault',
        path,
        reason: 'names are resolved by hostAliases',
        detail: `hostAliases resolve ${names.join(', ')}`,
        remedy: removeRemedy(path, 'The names must resolve through DNS first.'),
      },
    ];
  },
});
