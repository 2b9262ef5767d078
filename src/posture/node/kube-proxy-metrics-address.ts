// SPDX-License-Identifier: Apache-2.0
// Reads --metrics-bind-address and metricsBindAddress of kube-proxy.
import { defineNodeComponentCheck } from '../facts/component-check.ts';
import { mustNotBe } from '../facts/component-demands.ts';

export const kubeProxyMetricsAddress = defineNodeComponentCheck({
  id: 'kube-proxy-metrics-address',
  title: 'Metrics of kube-proxy are served to the network',
  why: 'Metrics and the configuration of kube-proxy, /configz and with it profiles, are then served without credentials to whoever reaches the node.',
  remedy: 'Leave metricsBindAddress at 127.0.0.1:10249.',
  severity: 'low',
  layer: 'node',
  threats: ['data-exposure', 'network-attack'],
  aliases: ['CIS-4.3.1'],
  component: 'kube-proxy',
  judge: mustNotBe(
    { flag: 'metrics-bind-address', field: '/metricsBindAddress', type: 'string', default: '127.0.0.1:10249' },
    (value) => value !== '' && !/^(?:127\.|localhost(?::|$)|\[?::1\b)/.test(value),
    'is not a loopback address',
    '127.0.0.1:10249',
    'Whoever scrapes these metrics over the network needs another way.',
  ),
});
