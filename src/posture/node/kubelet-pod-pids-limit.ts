// SPDX-License-Identifier: Apache-2.0
// Reads --pod-max-pids and podPidsLimit of kubelet.
import { defineNodeComponentCheck } from '../facts/component-check.ts';
import { mustNotBe } from '../facts/component-demands.ts';

export const kubeletPodPidsLimit = defineNodeComponentCheck({
  id: 'kubelet-pod-pids-limit',
  title: 'Pods may start as many processes as the node can',
  why: 'A fork bomb in one pod uses up the process ids of the node, and all pods on it and the kubelet fail.',
  remedy: 'Set podPidsLimit, to 4096 for example.',
  severity: 'low',
  layer: 'node',
  threats: ['network-attack'],
  aliases: ['CIS-4.2.13', 'T1499'],
  component: 'kubelet',
  judge: mustNotBe(
    { flag: 'pod-max-pids', field: '/podPidsLimit', type: 'number', default: '-1' },
    (value) => !(Number(value) > 0),
    'is not limited',
    4096,
    'Programs with many threads need more.',
  ),
});
