// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { containersOf, violationOf } from '../testing.ts';
import { capabilitiesBaseline } from './capabilities-baseline.ts';

test('names each capability once, sorted, and points to every one', () => {
  const spec = containersOf({ capabilities: { add: ['NET_RAW', 'CHOWN'] } }, { capabilities: { add: ['ALL', 'NET_RAW'] } });
  expect(violationOf(capabilitiesBaseline, 'v1.0', spec)).toEqual({
    reason: 'non-default capabilities',
    detail: 'containers "a", "b" must not include "ALL", "NET_RAW" in securityContext.capabilities.add',
    paths: [
      '/spec/containers/0/securityContext/capabilities/add/0',
      '/spec/containers/1/securityContext/capabilities/add/0',
      '/spec/containers/1/securityContext/capabilities/add/1',
    ],
  });
});

test.each([['net_bind_service'], ['CAP_CHOWN'], ['']])('takes %j for another capability than the allowed', (name) => {
  expect(violationOf(capabilitiesBaseline, 'latest', containersOf({ capabilities: { add: [name] } }))).toBeDefined();
});

test.each([{}, { capabilities: null }, { capabilities: { add: [] } }, { capabilities: { add: ['SYS_CHROOT', 'NET_BIND_SERVICE'] } }])(
  'allows %j',
  (securityContext) => {
    expect(violationOf(capabilitiesBaseline, 'latest', containersOf(securityContext))).toBeUndefined();
  },
);
