// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { nodeRunning, staticPod, verdicts } from '../facts/component-testing.ts';
import { kubeProxyMetricsAddress } from './kube-proxy-metrics-address.ts';

test('in a container', () => {
  expect(verdicts(kubeProxyMetricsAddress, staticPod('kube-proxy', '--metrics-bind-address=:10249'))).toEqual([
    'fail /spec/containers/0/command/1',
  ]);
});

test('any loopback address, with or without a port', () => {
  for (const address of ['127.0.0.1', 'localhost:10249', '[::1]:10249', '::1']) {
    expect(verdicts(kubeProxyMetricsAddress, nodeRunning('kube-proxy', `--metrics-bind-address=${address}`)), address).toEqual([]);
  }
});
