// SPDX-License-Identifier: Apache-2.0
// Reads --bind-address of kube-controller-manager.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustNotBe } from '../facts/component-demands.ts';

export const controllerManagerBindAddress = defineComponentCheck({
  id: 'controller-manager-bind-address',
  title: 'Controller manager listens beyond the loopback address',
  why: 'Metrics and health endpoints are then reachable from the network, for reading and for flaws in them. Where nothing is said, the address is 0.0.0.0.',
  remedy: 'Set --bind-address=127.0.0.1.',
  severity: 'low',
  layer: 'cluster',
  threats: ['network-attack'],
  aliases: ['CIS-1.3.7'],
  component: 'kube-controller-manager',
  judge: mustNotBe(
    { flag: 'bind-address', default: '0.0.0.0' },
    (value) => !/^(?:127\.\d+\.\d+\.\d+|::1)$/.test(value),
    'is not a loopback address',
    '127.0.0.1',
    'Whoever scrapes its metrics over the network needs another way.',
  ),
});
