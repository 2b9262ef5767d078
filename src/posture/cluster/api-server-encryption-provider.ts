// SPDX-License-Identifier: Apache-2.0
// Reads --encryption-provider-config of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBeGiven } from '../facts/component-demands.ts';

export const apiServerEncryptionProvider = defineComponentCheck({
  id: 'api-server-encryption-provider',
  title: 'Secrets lie in etcd unencrypted',
  why: 'Whoever gets a copy of etcd, its disk or one of its backups reads every Secret in clear text.',
  remedy: 'Give --encryption-provider-config with an EncryptionConfiguration, then rewrite the Secrets that are stored already.',
  severity: 'high',
  layer: 'cluster',
  threats: ['data-exposure'],
  aliases: ['CIS-1.2.27', 'T1552'],
  component: 'kube-apiserver',
  judge: mustBeGiven(
    [{ flag: 'encryption-provider-config' }],
    'Write an EncryptionConfiguration, mount it, give --encryption-provider-config and rewrite the Secrets that are stored already.',
  ),
});
