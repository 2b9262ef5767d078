// SPDX-License-Identifier: Apache-2.0
// Reads --root-ca-file of kube-controller-manager.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBeGiven } from '../facts/component-demands.ts';

export const controllerManagerRootCa = defineComponentCheck({
  id: 'controller-manager-root-ca',
  title: 'Pods are not given the certificate of the cluster authority',
  why: 'Pods then cannot verify the API server; they skip verification and give their token to whoever answers.',
  remedy: 'Give --root-ca-file.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['network-attack'],
  aliases: ['CIS-1.3.5'],
  component: 'kube-controller-manager',
  judge: mustBeGiven([{ flag: 'root-ca-file' }], 'Give --root-ca-file; kubeadm keeps it at /etc/kubernetes/pki/ca.crt.'),
});
