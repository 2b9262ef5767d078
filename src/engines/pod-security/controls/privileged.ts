// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.privileged of every container; allows false and absent.
// Follows policy/check_privileged.go.
import type { Container } from '../../../model/pod.ts';
import { containersNamed, offenders, pathsTo } from '../containers.ts';
import type { Control, Pod } from '../control.ts';

export const privileged: Control = {
  id: 'privileged',
  level: 'baseline',
  versions: [{ since: '1.0', evaluate }],
};

const isPrivileged = ({ securityContext }: Container) => securityContext?.privileged === true;

function evaluate({ spec }: Pod) {
  const bad = offenders(spec, isPrivileged);
  if (bad.length === 0) return undefined;
  return {
    reason: 'privileged',
    detail: `${containersNamed(bad)} must not set securityContext.privileged=true`,
    paths: pathsTo('/securityContext/privileged', bad),
  };
}
