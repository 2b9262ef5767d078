// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.allowPrivilegeEscalation of every container; it must be false. Since 1.25 a Pod of Windows is
// exempt: validation refuses the field there.
// Follows policy/check_allowPrivilegeEscalation.go.
import type { Container } from '../../../model/pod.ts';
import { containersNamed, offenders, pathsTo } from '../containers.ts';
import type { Control, Pod } from '../control.ts';
import { exceptWindows } from './windows.ts';

export const allowPrivilegeEscalation: Control = {
  id: 'allowPrivilegeEscalation',
  level: 'restricted',
  versions: [
    { since: '1.8', evaluate },
    { since: '1.25', evaluate: exceptWindows(evaluate) },
  ],
};

const mayEscalate = ({ securityContext }: Container) => securityContext?.allowPrivilegeEscalation !== false;

function evaluate({ spec }: Pod) {
  const bad = offenders(spec, mayEscalate);
  if (bad.length === 0) return undefined;
  return {
    reason: 'allowPrivilegeEscalation != false',
    detail: `${containersNamed(bad)} must set securityContext.allowPrivilegeEscalation=false`,
    paths: pathsTo('/securityContext/allowPrivilegeEscalation', bad),
  };
}
