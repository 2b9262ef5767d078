// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { violationOf } from '../testing.ts';
import { sysctls } from './sysctls.ts';

const withSysctls = (...names: readonly string[]) => ({ securityContext: { sysctls: names.map((name) => ({ name, value: '1' })) } });

test('lists names as they stand, without quotes', () => {
  expect(violationOf(sysctls, 'v1.0', withSysctls('vm.b', 'net.ipv4.tcp_syncookies', 'vm.a'))).toEqual({
    reason: 'forbidden sysctls',
    detail: 'vm.b, vm.a',
    paths: ['/spec/securityContext/sysctls/0/name', '/spec/securityContext/sysctls/2/name'],
  });
});

test.each([
  ['net.ipv4.ip_local_reserved_ports', 'v1.27', 'v1.26'],
  ['net.ipv4.tcp_keepalive_time', 'v1.29', 'v1.28'],
  ['net.ipv4.tcp_fin_timeout', 'v1.29', 'v1.28'],
  ['net.ipv4.tcp_keepalive_intvl', 'v1.29', 'v1.28'],
  ['net.ipv4.tcp_keepalive_probes', 'v1.29', 'v1.28'],
  ['net.ipv4.tcp_rmem', 'v1.32', 'v1.31'],
  ['net.ipv4.tcp_wmem', 'v1.32', 'v1.31'],
  ['net.ipv4.tcp_slow_start_after_idle', 'v1.37', 'v1.36'],
  ['net.ipv4.tcp_notsent_lowat', 'v1.37', 'v1.36'],
])('allows %s since %s', (name, since, before) => {
  expect(violationOf(sysctls, since, withSysctls(name))).toBeUndefined();
  expect(violationOf(sysctls, 'latest', withSysctls(name))).toBeUndefined();
  expect(violationOf(sysctls, before, withSysctls(name))?.detail).toBe(name);
});
