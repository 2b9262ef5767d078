// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.capabilities of every container; drop must include ALL, add may hold NET_BIND_SERVICE.
// Since 1.25 a Pod of Windows is exempt: validation refuses capabilities there.
// Follows policy/check_capabilities_restricted.go.
import type { Container } from '../../../model/pod.ts';
import { containersNamed, type Offender, offenders, pathsTo } from '../containers.ts';
import type { Control, Pod } from '../control.ts';
import { quoted, sortedSet } from '../text.ts';
import { addedOutside } from './capabilities.ts';
import { exceptWindows } from './windows.ts';

const overrides = ['capabilities_baseline'];

export const capabilitiesRestricted: Control = {
  id: 'capabilities_restricted',
  level: 'restricted',
  versions: [
    { since: '1.22', evaluate, overrides },
    { since: '1.25', evaluate: exceptWindows(evaluate), overrides },
  ],
};

const allowed: ReadonlySet<string> = new Set(['NET_BIND_SERVICE']);

const keepsSome = ({ securityContext }: Container) => securityContext?.capabilities?.drop?.includes('ALL') !== true;
const addsMore = ({ securityContext }: Container) => securityContext?.capabilities?.add?.some((name) => !allowed.has(name)) === true;

function evaluate({ spec }: Pod) {
  const keeping = offenders(spec, keepsSome);
  const adding = offenders(spec, addsMore);
  if (keeping.length === 0 && adding.length === 0) return undefined;
  const added = addedOutside(allowed, adding);
  return {
    reason: 'unrestricted capabilities',
    detail: [
      ...missingDrop(keeping),
      ...forbiddenAdd(
        adding,
        added.map(({ name }) => name),
      ),
    ].join('; '),
    paths: [...pathsTo('/securityContext/capabilities/drop', keeping), ...added.map(({ path }) => path)],
  };
}

function missingDrop(bad: readonly Offender[]): readonly string[] {
  return bad.length === 0 ? [] : [`${containersNamed(bad)} must set securityContext.capabilities.drop=["ALL"]`];
}

function forbiddenAdd(bad: readonly Offender[], names: readonly string[]): readonly string[] {
  if (bad.length === 0) return [];
  return [`${containersNamed(bad)} must not include ${quoted(sortedSet(names))} in securityContext.capabilities.add`];
}
