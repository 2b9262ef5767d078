// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.runAsNonRoot of pod and containers; it must be true for every container, its own or the pod's,
// and nowhere false. Since 1.35 a Pod in a user namespace is exempt.
// Follows policy/check_runAsNonRoot.go.
import { containersNamed } from '../containers.ts';
import type { Control, Pod } from '../control.ts';
import { shortfallOf } from './inherited.ts';
import { exceptUserNamespace } from './user-namespace.ts';

export const runAsNonRoot: Control = {
  id: 'runAsNonRoot',
  level: 'restricted',
  versions: [
    { since: '1.0', evaluate },
    { since: '1.35', evaluate: exceptUserNamespace(evaluate) },
  ],
};

const shortfall = shortfallOf({ field: '/runAsNonRoot', value: ({ runAsNonRoot }) => runAsNonRoot, allows: (value) => value });

function evaluate({ spec }: Pod) {
  const found = shortfall(spec);
  if (found === undefined) return undefined;
  return {
    reason: 'runAsNonRoot != true',
    detail:
      found.wrong === undefined
        ? `pod or ${containersNamed(found.missing)} must set securityContext.runAsNonRoot=true`
        : `${found.wrong.text} must not set securityContext.runAsNonRoot=false`,
    paths: found.paths,
  };
}
