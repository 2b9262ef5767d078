// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.seccompProfile.type of pod and containers; it must be RuntimeDefault or Localhost for every
// container, its own or the pod's. Since 1.25 a Pod of Windows is exempt: validation refuses the field there.
// Follows policy/check_seccompProfile_restricted.go.
import { containersNamed } from '../containers.ts';
import type { Control, Pod } from '../control.ts';
import { shortfallOf } from './inherited.ts';
import { allowsSeccomp, forbiddenSeccomp } from './seccomp.ts';
import { exceptWindows } from './windows.ts';

const overrides = ['seccompProfile_baseline'];

export const seccompProfileRestricted: Control = {
  id: 'seccompProfile_restricted',
  level: 'restricted',
  versions: [
    { since: '1.19', evaluate, overrides },
    { since: '1.25', evaluate: exceptWindows(evaluate), overrides },
  ],
};

const shortfall = shortfallOf({
  field: '/seccompProfile/type',
  value: ({ seccompProfile }) => seccompProfile,
  allows: allowsSeccomp,
});

function evaluate({ spec }: Pod) {
  const found = shortfall(spec);
  if (found === undefined) return undefined;
  const { wrong, missing, paths } = found;
  return {
    reason: 'seccompProfile',
    detail:
      wrong === undefined
        ? `pod or ${containersNamed(missing)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`
        : forbiddenSeccomp(wrong),
    paths,
  };
}
