// SPDX-License-Identifier: Apache-2.0
// Reads --audit-policy-file of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBeGiven } from '../facts/component-demands.ts';

export const apiServerAuditPolicy = defineComponentCheck({
  id: 'api-server-audit-policy',
  title: 'API server has no audit policy',
  why: 'Without a policy no request is recorded, whatever log is configured: an intrusion through the API leaves no trace.',
  remedy: 'Write an audit policy, mount it and give --audit-policy-file.',
  severity: 'high',
  layer: 'cluster',
  threats: ['data-exposure', 'unauthorized-access'],
  aliases: ['CIS-3.2.1', 'T1562'],
  component: 'kube-apiserver',
  judge: mustBeGiven([{ flag: 'audit-policy-file' }], 'Write an audit policy, mount it and give --audit-policy-file.'),
});
