// SPDX-License-Identifier: Apache-2.0
// Reads --audit-log-maxsize of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { likelySafely, mustBeAtLeast } from '../facts/component-demands.ts';

export const apiServerAuditLogMaxSize = defineComponentCheck({
  id: 'api-server-audit-log-max-size',
  title: 'Audit log is rotated before it holds 100 MB, or never',
  why: 'Small files rotate often, so the files that are kept cover a short time only; a file that is never rotated fills the disk.',
  remedy: 'Set --audit-log-maxsize=100 or more, as far as the disk allows.',
  severity: 'low',
  layer: 'cluster',
  threats: ['data-exposure'],
  aliases: ['CIS-1.2.19'],
  component: 'kube-apiserver',
  judge: likelySafely(mustBeAtLeast({ flag: 'audit-log-maxsize', default: '100' }, 100, 'Mind the disk of the node.')),
});
