// SPDX-License-Identifier: Apache-2.0
// Reads --terminated-pod-gc-threshold of kube-controller-manager.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBeGiven } from '../facts/component-demands.ts';

export const controllerManagerTerminatedPods = defineComponentCheck({
  id: 'controller-manager-terminated-pods',
  title: 'Garbage collection of terminated pods is left to its default',
  why: 'The default keeps 12,500 terminated pods, which fill etcd and slow down every list; whoever may create pods can make them.',
  remedy: 'Set --terminated-pod-gc-threshold to what the cluster needs.',
  severity: 'info',
  layer: 'cluster',
  threats: ['network-attack'],
  aliases: ['CIS-1.3.1'],
  component: 'kube-controller-manager',
  judge: mustBeGiven(
    [{ flag: 'terminated-pod-gc-threshold' }],
    'Choose how many terminated pods to keep and give --terminated-pod-gc-threshold.',
  ),
});
