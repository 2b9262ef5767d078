// SPDX-License-Identifier: Apache-2.0
// Reads --audit-log-path of kube-apiserver.
import { flag } from '../../model/components/flags.ts';
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBeGiven } from '../facts/component-demands.ts';

export const apiServerAuditLog = defineComponentCheck({
  id: 'api-server-audit-log',
  title: 'API server writes no audit log',
  why: 'Nobody can tell afterwards who did what: an intrusion through the API leaves no trace.',
  remedy: 'Set --audit-log-path to a file on a volume of the node, with --audit-policy-file; send the log off the node.',
  severity: 'high',
  layer: 'cluster',
  threats: ['data-exposure', 'unauthorized-access'],
  aliases: ['CIS-1.2.16', 'T1562'],
  component: 'kube-apiserver',
  judge: mustBeGiven(
    [{ flag: 'audit-log-path', unless: ({ flags }) => flag(flags, 'audit-webhook-config-file') !== undefined }],
    'Give --audit-log-path with a path on a volume of the node, and --audit-policy-file.',
  ),
});
