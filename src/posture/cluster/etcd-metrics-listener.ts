// SPDX-License-Identifier: Apache-2.0
// Reads --listen-metrics-urls of etcd: probes and metrics need an address of their own, on loopback.
import { settingOf } from '../../model/components/setting.ts';
import { defineComponentCheck } from '../facts/component-check.ts';
import { setting } from '../facts/component-remedies.ts';

const matter = { flag: 'listen-metrics-urls', variable: 'ETCD_LISTEN_METRICS_URLS', list: true } as const;

export const etcdMetricsListener = defineComponentCheck({
  id: 'etcd-metrics-listener',
  title: 'Probes and metrics of etcd need a certificate that opens everything, or are open to all',
  why: 'Without a listener of their own, probes and scrapers get a client certificate, and every client certificate of etcd reads all Secrets. A listener in clear text on every interface tells strangers about the cluster instead.',
  remedy: 'Set --listen-metrics-urls=http://127.0.0.1:2381.',
  severity: 'low',
  layer: 'cluster',
  threats: ['data-exposure', 'unauthorized-access'],
  references: ['https://etcd.io/docs/v3.6/op-guide/monitoring/'],
  aliases: [],
  component: 'etcd',
  evaluate: (component) => {
    const now = settingOf(component, matter);
    if (now.kind === 'unreadable' || (now.kind === 'absent' && component.incomplete !== undefined)) return [];
    const isOpen = 'value' in now && /http:\/\/(?:0\.0\.0\.0|\[::\])/.test(now.value);
    if (now.kind !== 'absent' && !isOpen) return [];
    return [
      {
        kind: 'fault',
        path: now.path,
        reason: isOpen ? 'metrics are open on every interface' : 'no listener for metrics and probes',
        detail: isOpen ? '--listen-metrics-urls is in clear text on every interface' : '--listen-metrics-urls is not given',
        remedy: setting(
          component,
          matter,
          'http://127.0.0.1:2381',
          'Whoever scrapes metrics or probes over the network needs another way, and port 2381 must be free.',
        ),
      },
    ];
  },
});
