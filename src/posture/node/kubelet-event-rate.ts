// SPDX-License-Identifier: Apache-2.0
// Reads --event-qps and eventRecordQPS of kubelet.
import { defineNodeComponentCheck } from '../facts/component-check.ts';
import { likelySafely, mustBeAtLeast } from '../facts/component-demands.ts';

export const kubeletEventRate = defineNodeComponentCheck({
  id: 'kubelet-event-rate',
  title: 'Kubelet may not record any events',
  why: 'Events that would show an intrusion, containers that restart or images that fail to pull, are lost.',
  remedy: 'Set eventRecordQPS to 50, its default, or to 0 for no limit.',
  severity: 'low',
  layer: 'node',
  threats: ['data-exposure'],
  aliases: ['CIS-4.2.8'],
  component: 'kubelet',
  judge: likelySafely(
    mustBeAtLeast(
      { flag: 'event-qps', field: '/eventRecordQPS', type: 'number', default: '50' },
      0,
      '0 sets no limit: mind the API server where pods fail in masses.',
    ),
  ),
});
