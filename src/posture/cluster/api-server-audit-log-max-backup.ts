// SPDX-License-Identifier: Apache-2.0
// Reads --audit-log-maxbackup of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { likelySafely, mustBeAtLeast, since } from '../facts/component-demands.ts';

export const apiServerAuditLogMaxBackup = defineComponentCheck({
  id: 'api-server-audit-log-max-backup',
  title: 'Fewer than 10 audit logs are kept, or any number',
  why: 'With few files, an attacker who makes noise has the trace of the intrusion rotated away within minutes; without a limit the disk fills, and then nothing is recorded any more.',
  remedy: 'Set --audit-log-maxbackup=10 or more, as far as the disk allows.',
  severity: 'low',
  layer: 'cluster',
  threats: ['data-exposure'],
  aliases: ['CIS-1.2.18'],
  component: 'kube-apiserver',
  judge: likelySafely(
    mustBeAtLeast(
      { flag: 'audit-log-maxbackup', default: since('1.36', '100', '0') },
      10,
      'Records beyond it are deleted: ship them to another place where they must be kept longer.',
    ),
  ),
});
