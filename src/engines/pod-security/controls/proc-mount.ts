// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.procMount of every container; allows Default and absent. Since 1.35 baseline allows anything in a
// user namespace (hostUsers: false), and restricted has a control of its own that goes on refusing it.
// Follows policy/check_procMount_baseline.go and policy/check_procMount_restricted.go.
import type { Container } from '../../../model/pod.ts';
import { containersNamed, offenders, pathsTo } from '../containers.ts';
import type { Control, Pod } from '../control.ts';
import { quoted, sortedSet } from '../text.ts';
import { exceptUserNamespace } from './user-namespace.ts';

export const procMount: Control = {
  id: 'procMount',
  level: 'baseline',
  versions: [
    { since: '1.0', evaluate },
    { since: '1.35', evaluate: exceptUserNamespace(evaluate) },
  ],
};

export const procMountRestricted: Control = {
  id: 'procMount_restricted',
  level: 'restricted',
  versions: [{ since: '1.35', evaluate, overrides: ['procMount'] }],
};

const setsProcMount = ({ securityContext }: Container) =>
  securityContext?.procMount !== undefined && securityContext.procMount !== 'Default';

function evaluate({ spec }: Pod) {
  const bad = offenders(spec, setsProcMount);
  if (bad.length === 0) return undefined;
  const values = sortedSet(bad.map(({ container }) => container.securityContext?.procMount ?? ''));
  return {
    reason: 'procMount',
    detail: `${containersNamed(bad)} must not set securityContext.procMount to ${quoted(values)}`,
    paths: pathsTo('/securityContext/procMount', bad),
  };
}
