// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.capabilities.add of every container; allows the capabilities that a container runtime grants by
// default, without NET_RAW.
// Follows policy/check_capabilities_baseline.go.
import type { Container } from '../../../model/pod.ts';
import { containersNamed, offenders } from '../containers.ts';
import type { Control, Pod } from '../control.ts';
import { quoted, sortedSet } from '../text.ts';
import { addedOutside } from './capabilities.ts';

export const capabilitiesBaseline: Control = {
  id: 'capabilities_baseline',
  level: 'baseline',
  versions: [{ since: '1.0', evaluate }],
};

const allowed: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

const addsMore = ({ securityContext }: Container) => securityContext?.capabilities?.add?.some((name) => !allowed.has(name)) === true;

function evaluate({ spec }: Pod) {
  const bad = offenders(spec, addsMore);
  if (bad.length === 0) return undefined;
  const added = addedOutside(allowed, bad);
  const names = quoted(sortedSet(added.map(({ name }) => name)));
  return {
    reason: 'non-default capabilities',
    detail: `${containersNamed(bad)} must not include ${names} in securityContext.capabilities.add`,
    paths: added.map(({ path }) => path),
  };
}
