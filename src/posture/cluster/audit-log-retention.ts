// SPDX-License-Identifier: Apache-2.0
// Reads --audit-log-maxage, --audit-log-maxbackup, --audit-log-maxsize and --audit-webhook-config-file of kube-apiserver: the files
// that are kept must hold at least 100 MB for each day that is asked for, or the records go elsewhere as well.
import { flag } from '../../model/components/flags.ts';
import { defineComponentCheck } from '../facts/component-check.ts';
import { setting } from '../facts/component-remedies.ts';

/** Little: an API server that is hardly used writes as much at level Metadata. */
const megabytesPerDay = 100;

export const auditLogRetention = defineComponentCheck({
  id: 'audit-log-retention',
  title: 'Audit log is deleted long before its age',
  why: 'The age is a ceiling only: what exceeds the number and size of files is deleted first, and an attacker who makes noise deletes the trace of the attack. There is no other copy than the file on this one node.',
  remedy:
    'Size the log for the days that are asked for, and send the records elsewhere: --audit-webhook-config-file, or a shipper on the node.',
  severity: 'low',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#log-backend'],
  aliases: ['T1070'],
  component: 'kube-apiserver',
  evaluate: (component) => {
    // What is not given: until 1.35 no limit of number, and files of 100 MB anyhow.
    const number = (name: string) => Number(flag(component.flags, name)?.value ?? (name === 'audit-log-maxsize' ? '100' : '0'));
    const age = flag(component.flags, 'audit-log-maxage');
    const [days, backups, size] = ['audit-log-maxage', 'audit-log-maxbackup', 'audit-log-maxsize'].map(number);
    if (age === undefined || flag(component.flags, 'audit-webhook-config-file') !== undefined) return [];
    // No number of files, or no size, is no limit but the age.
    if (!days || !backups || !size || backups * size >= days * megabytesPerDay) return [];
    return [
      {
        kind: 'fault',
        path: age.path,
        reason: 'the size of the audit log undercuts its age',
        detail: `${backups} files of ${size} MB are less than ${megabytesPerDay} MB for each of ${days} days, and no webhook has a copy`,
        remedy: setting(
          component,
          { flag: 'audit-log-maxbackup' },
          Math.ceil((days * megabytesPerDay) / size),
          'Mind the disk of the node, and measure how much a day writes. Ship the records to another place as well.',
        ),
      },
    ];
  },
});
