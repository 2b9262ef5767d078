// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { capabilityName, dropsCapability, mayRunAsRoot } from './security-context.ts';

test.each([
  [true, {}, {}],
  [false, { runAsNonRoot: true }, {}],
  [true, { runAsNonRoot: true }, { runAsNonRoot: false }],
  [false, { runAsUser: 0 }, { runAsUser: 1000 }],
  // The kubelet refuses to start this one: the user is what is asked for.
  [true, { runAsUser: 1000 }, { runAsUser: 0, runAsNonRoot: true }],
])('may run as root: %s', (expected, pod, container) => {
  expect(mayRunAsRoot({ securityContext: pod }, { securityContext: container })).toBe(expected);
});

test('capabilities are added in more spellings than they are dropped in', () => {
  expect(['NET_RAW', 'net_raw', 'CAP_NET_RAW'].map(capabilityName)).toEqual(['NET_RAW', 'NET_RAW', 'NET_RAW']);
  const drops = ['NET_RAW', 'net_raw', 'all', 'CAP_NET_RAW', 'CHOWN'].map((written) => ({ capabilities: { drop: [written] } }));
  expect(drops.map((securityContext) => dropsCapability({ securityContext }, 'NET_RAW'))).toEqual([true, true, true, false, false]);
});
