// SPDX-License-Identifier: Apache-2.0
// Reads files[*].owner and group of the evidence of a node; etcd:etcd is allowed.
import { defineNodeFileCheck, nodePaths } from '../facts/node-files.ts';

export const etcdDataOwnership = defineNodeFileCheck({
  id: 'etcd-data-ownership',
  title: 'Data of etcd do not belong to a user of their own',
  why: 'Where etcd runs as a user of its own, a flaw in it does not give root on the node. An etcd that kubeadm set up runs as root.',
  remedy: 'Give these files to etcd:etcd.',
  severity: 'info',
  threats: ['data-exposure'],
  aliases: ['CIS-1.1.12'],
  files: nodePaths.etcdData,
  allows: { owner: 'etcd:etcd' },
});
