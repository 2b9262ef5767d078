// SPDX-License-Identifier: Apache-2.0
// Reads --initial-cluster-token of etcd: where one is given, it must tell this cluster from any other.
import { settingOf } from '../../model/components/setting.ts';
import { defineComponentCheck } from '../facts/component-check.ts';

/** Tokens of manuals and defaults, with or without a number. */
const common =
  /^(?:my[-_]?)?(?:etcd|k8s|kube|kubernetes|test|dev|prod|default|main|new)?[-_.]?(?:etcd)?[-_.]?(?:cluster|token)?(?:[-_.]?token)?(?:[-_.]?\d{1,3})?$|^tkn$/i;

export const etcdClusterToken = defineComponentCheck({
  id: 'etcd-cluster-token',
  title: 'Token of the etcd cluster is one that others have too',
  why: 'The token is what keeps members of different clusters apart. With the one of a manual, a cluster restored from a backup and the one it came from may talk to each other, and mix what they store.',
  remedy: 'Give each cluster a token of its own, and a new one with each restore.',
  severity: 'low',
  layer: 'cluster',
  threats: ['data-exposure'],
  references: ['https://etcd.io/docs/v3.6/op-guide/recovery/'],
  aliases: [],
  component: 'etcd',
  evaluate: (component) => {
    const now = settingOf(component, { flag: 'initial-cluster-token', variable: 'ETCD_INITIAL_CLUSTER_TOKEN' });
    if (!('value' in now) || !common.test(now.value)) return [];
    return [
      {
        kind: 'fault',
        path: now.path,
        reason: 'the cluster token is not unique',
        detail: `the token "${now.value}" is a common one`,
        remedy: {
          kind: 'advice',
          advice: 'Take the name of the cluster and a random suffix; it counts when the cluster is made or restored.',
        },
      },
    ];
  },
});
