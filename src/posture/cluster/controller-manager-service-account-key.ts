// SPDX-License-Identifier: Apache-2.0
// Reads --service-account-private-key-file of kube-controller-manager.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBeGiven } from '../facts/component-demands.ts';

export const controllerManagerServiceAccountKey = defineComponentCheck({
  id: 'controller-manager-service-account-key',
  title: 'Controller manager has no key of its own for service account tokens',
  why: 'Without a private key given, tokens of service accounts are not signed by a pair that can be rotated on its own.',
  remedy: 'Give --service-account-private-key-file.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  aliases: ['CIS-1.3.4'],
  component: 'kube-controller-manager',
  judge: mustBeGiven(
    [{ flag: 'service-account-private-key-file' }],
    'Give --service-account-private-key-file; kubeadm keeps it at /etc/kubernetes/pki/sa.key.',
  ),
});
