// SPDX-License-Identifier: Apache-2.0
// Reads --service-account-key-file of kube-apiserver.
import { flag } from '../../model/components/flags.ts';
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBeGiven } from '../facts/component-demands.ts';

export const apiServerServiceAccountKey = defineComponentCheck({
  id: 'api-server-service-account-key',
  title: 'Service account tokens are verified with the serving key',
  why: 'Without a key of their own, tokens are verified with the private key of the serving certificate; then that key cannot be renewed without making every token invalid, nor the one be kept when the other leaks.',
  remedy: 'Give --service-account-key-file with the public key of a pair of its own.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  aliases: ['CIS-1.2.22'],
  component: 'kube-apiserver',
  judge: mustBeGiven(
    [{ flag: 'service-account-key-file', unless: ({ flags }) => flag(flags, 'service-account-signing-endpoint') !== undefined }],
    'Give --service-account-key-file; kubeadm keeps it at /etc/kubernetes/pki/sa.pub.',
  ),
});
