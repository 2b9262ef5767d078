// SPDX-License-Identifier: Apache-2.0
// Reads --listen-peer-urls and --initial-advertise-peer-urls of etcd: one of the addresses must be reachable from another node.
import { settingOf } from '../../model/components/setting.ts';
import { defineComponentCheck } from '../facts/component-check.ts';

const matters = [
  { flag: 'listen-peer-urls', variable: 'ETCD_LISTEN_PEER_URLS', list: true },
  { flag: 'initial-advertise-peer-urls', variable: 'ETCD_INITIAL_ADVERTISE_PEER_URLS', list: true },
] as const;

export const etcdLoopbackPeers = defineComponentCheck({
  id: 'etcd-loopback-peers',
  title: 'Member of etcd can have no second beside it',
  why: 'Peers that are told of a loopback address never find each other. The cluster stays with one copy of its state, and losing that node or disk loses everything, Secrets and audit trail of changes included.',
  remedy: 'Give peers the address of the node; clients loopback and the address of the node.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['data-exposure'],
  aliases: [],
  component: 'etcd',
  evaluate: (component) => {
    const found = matters.map((matter) => settingOf(component, matter)).filter((now) => 'value' in now && isLoopback(now.value));
    const [first] = found;
    if (first === undefined) return [];
    return [
      {
        kind: 'fault',
        path: first.path,
        reason: 'peers are at a loopback address',
        detail: 'only what runs on the same node can become a member',
        remedy: {
          kind: 'advice',
          advice:
            'Set --listen-peer-urls and --initial-advertise-peer-urls to https://ADDRESS-OF-THE-NODE:2380, and update the member with etcdctl member update.',
        },
      },
    ];
  },
});

function isLoopback(urls: string): boolean {
  const list = urls.split(',').filter((url) => url.trim() !== '');
  return list.length > 0 && list.every((url) => /^https?:\/\/(?:127\.|localhost[:/]|localhost$|\[::1\])/.test(url.trim()));
}
