// SPDX-License-Identifier: Apache-2.0
// Reads --streaming-connection-idle-timeout and streamingConnectionIdleTimeout of kubelet.
import type { Component } from '../../model/components/component.ts';
import { flag } from '../../model/components/flags.ts';
import { defineNodeComponentCheck } from '../facts/component-check.ts';
import { mustNotBe } from '../facts/component-demands.ts';

export const kubeletStreamingTimeout = defineNodeComponentCheck({
  id: 'kubelet-streaming-timeout',
  title: 'Streaming connections to the kubelet never time out',
  why: 'Sessions of exec, attach and port-forward that were forgotten stay open for ever: each is a way in for whoever takes over the client, and they exhaust ports.',
  remedy: 'Leave streamingConnectionIdleTimeout at its default of 4h, or shorten it.',
  severity: 'low',
  layer: 'node',
  threats: ['network-attack'],
  aliases: ['CIS-4.2.5'],
  component: 'kubelet',
  judge: mustNotBe(
    {
      flag: 'streaming-connection-idle-timeout',
      field: '/streamingConnectionIdleTimeout',
      type: 'string',
      default: '4h0m0s',
      unless: isInFile,
    },
    (value) => /^[+-]?(?:0(?:\.0*)?(?:ns|us|µs|ms|s|m|h)?)+$/.test(value),
    'is 0',
    '5m',
  ),
});

/** In a file, zero stands for the default of four hours; by a flag it is zero. */
function isInFile(component: Component): boolean {
  return flag(component.flags, 'streaming-connection-idle-timeout') === undefined;
}
