// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { kubeletFile, nodeRunning, verdicts } from '../facts/component-testing.ts';
import { kubeletIptablesChains } from './kubelet-iptables-chains.ts';

test('flags win over the file', () => {
  const node = nodeRunning('kubelet', '--config=/var/lib/kubelet/config.yaml', '--make-iptables-util-chains=false');
  const file = kubeletFile('root/var/lib/kubelet/config.yaml', { makeIPTablesUtilChains: true });
  expect(verdicts(kubeletIptablesChains, node, file)).toEqual(['fail /processes/0/command/2']);
  expect(verdicts(kubeletIptablesChains, nodeRunning('kubelet', '--make-iptables-util-chains=true'))).toEqual([]);
});

test('a drop-in wins over the file', () => {
  const file = kubeletFile('kubelet/config.yaml', { makeIPTablesUtilChains: false });
  expect(verdicts(kubeletIptablesChains, file, kubeletFile('kubelet/10.conf', { makeIPTablesUtilChains: true }))).toEqual([]);
});

test('a wrong type is no verdict', () => {
  expect(verdicts(kubeletIptablesChains, kubeletFile('config.yaml', { makeIPTablesUtilChains: [{}] }))[0]).toMatch(/^unknown /);
});
