// SPDX-License-Identifier: Apache-2.0
// Reads spec.securityContext.sysctls[*].name; allows the sysctls that are namespaced and isolated from other pods. The
// list has grown with Kubernetes.
// Follows policy/check_sysctls.go.
import type { Control, Evaluate } from '../control.ts';

const v1_0 = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
];
const v1_27 = [...v1_0, 'net.ipv4.ip_local_reserved_ports'];
const v1_29 = [
  ...v1_27,
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
];
const v1_32 = [...v1_29, 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'];
const v1_37 = [...v1_32, 'net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat'];

export const sysctls: Control = {
  id: 'sysctls',
  level: 'baseline',
  versions: [
    { since: '1.0', evaluate: allowing(v1_0) },
    { since: '1.27', evaluate: allowing(v1_27) },
    { since: '1.29', evaluate: allowing(v1_29) },
    { since: '1.32', evaluate: allowing(v1_32) },
    { since: '1.37', evaluate: allowing(v1_37) },
  ],
};

function allowing(names: readonly string[]): Evaluate {
  const allowed = new Set(names);
  const isForbidden = ({ name = '' }: { readonly name?: string }) => !allowed.has(name);
  return ({ spec: { securityContext } }) => {
    const sysctls = securityContext?.sysctls;
    if (sysctls === undefined || !sysctls.some(isForbidden)) return undefined;
    return {
      reason: 'forbidden sysctls',
      detail: sysctls
        .filter(isForbidden)
        .map(({ name = '' }) => name)
        .join(', '),
      paths: sysctls.flatMap((sysctl, index) => (isForbidden(sysctl) ? [`/spec/securityContext/sysctls/${index}/name`] : [])),
    };
  };
}
