// SPDX-License-Identifier: Apache-2.0
// Reads --etcd-certfile, --etcd-keyfile of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBeGiven } from '../facts/component-demands.ts';

export const apiServerEtcdClientCertificate = defineComponentCheck({
  id: 'api-server-etcd-client-certificate',
  title: 'API server does not identify itself to etcd',
  why: 'An etcd that serves clients without a certificate gives every Secret to whoever reaches it, and lets them write cluster-admin bindings past the API server.',
  remedy: 'Give --etcd-certfile and --etcd-keyfile, and let etcd demand client certificates.',
  severity: 'high',
  layer: 'cluster',
  threats: ['unauthorized-access', 'data-exposure'],
  aliases: ['CIS-1.2.23'],
  component: 'kube-apiserver',
  judge: mustBeGiven(
    [{ flag: 'etcd-certfile' }, { flag: 'etcd-keyfile' }],
    'Give --etcd-certfile and --etcd-keyfile; kubeadm keeps them at /etc/kubernetes/pki/apiserver-etcd-client.crt and .key.',
  ),
});
