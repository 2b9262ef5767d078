// SPDX-License-Identifier: Apache-2.0
// Reads --etcd-cafile of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBeGiven } from '../facts/component-demands.ts';

export const apiServerEtcdCa = defineComponentCheck({
  id: 'api-server-etcd-ca',
  title: 'API server does not verify etcd against its own authority',
  why: 'Somebody between the API server and etcd poses as etcd: reads what is stored, Secrets included, and answers with roles of their own.',
  remedy: 'Give --etcd-cafile.',
  severity: 'high',
  layer: 'cluster',
  threats: ['network-attack', 'data-exposure'],
  aliases: ['CIS-1.2.26'],
  component: 'kube-apiserver',
  judge: mustBeGiven([{ flag: 'etcd-cafile' }], 'Give --etcd-cafile; kubeadm keeps it at /etc/kubernetes/pki/etcd/ca.crt.'),
});
