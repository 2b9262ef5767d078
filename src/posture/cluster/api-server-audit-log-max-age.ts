// SPDX-License-Identifier: Apache-2.0
// Reads --audit-log-maxage of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { likelySafely, mustBeAtLeast, since } from '../facts/component-demands.ts';

export const apiServerAuditLogMaxAge = defineComponentCheck({
  id: 'api-server-audit-log-max-age',
  title: 'Audit logs are removed within 30 days, or never',
  why: 'Logs that are removed early are gone before an intrusion is noticed; logs without a limit fill the disk, and then nothing is recorded any more.',
  remedy: 'Set --audit-log-maxage=30 or more, as far as the disk allows.',
  severity: 'low',
  layer: 'cluster',
  threats: ['data-exposure'],
  aliases: ['CIS-1.2.17'],
  component: 'kube-apiserver',
  judge: likelySafely(
    mustBeAtLeast(
      { flag: 'audit-log-maxage', default: since('1.36', '366', '0') },
      30,
      'Records beyond it are deleted: ship them to another place where they must be kept longer.',
    ),
  ),
});
