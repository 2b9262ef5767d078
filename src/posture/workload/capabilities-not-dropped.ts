// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.capabilities of every container: drop must include ALL, in capitals, and add may hold
// NET_BIND_SERVICE alone. Pod security control `capabilities_restricted`; what capabilities_baseline refuses in add too is
// told by added-capabilities. Does not apply to pods of Windows, which have no capabilities.
import { isArray } from '../../model/json.ts';
import { type Pointer, valueAt } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';
import { defineCheck, type Remedy } from '../check.ts';
import { containerPlaces, setRemedy } from '../facts/container-faults.ts';
import { podSecurityBehaviourExceptWindows, removeItemRemedy } from '../facts/pod-security.ts';
import { likelySafe, safe } from '../facts/remedy-class.ts';
import { mayRunAsRoot } from '../facts/security-context.ts';

const asRoot = 'A program that starts as root and changes owners or users fails: let it start as its user.';

const asUser = 'A program file that has capabilities of its own (setcap) does not start without them.';

export const capabilitiesNotDropped = defineCheck({
  id: 'capabilities-not-dropped',
  title: 'Container keeps capabilities that it does not need',
  why: 'Runtimes give a container about a dozen capabilities, among them to change owners, to ignore file permissions and to forge packets. A program that runs as root, or an intruder who becomes it, has them all at once.',
  remedy: 'Set capabilities.drop: ["ALL"], and add at most NET_BIND_SERVICE.',
  severity: 'low',
  layer: 'workload',
  threats: ['privilege-escalation', 'container-escape'],
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container',
  ],
  aliases: [
    'pss:capabilities_restricted',
    'PSS-restricted',
    'CIS-5.2.9',
    'KSV003',
    'KSV004',
    'KSV106',
    'polaris:insecureCapabilities',
    'T1611',
  ],
  yieldsTo: ['net-raw-capability'],
  followsFrom: [
    { check: 'privileged-container', at: '/securityContext/privileged' },
    { check: 'misplaced-security-context-field', at: '/securityContext/capabilities' },
  ],
  appliesTo: 'workload',
  ...podSecurityBehaviourExceptWindows('capabilities_restricted', (workload, path) =>
    path.endsWith('/drop')
      ? dropping(workload, path)
      : removeItemRemedy(workload, path, 'A program that needs the capability fails when it uses it.'),
  ),
});

function dropping(workload: Workload, path: Pointer): Remedy {
  if (isMisspelt(workload, path)) return safe(setRemedy(workload, path, ['ALL'], 'ALL counts in capitals alone.'));
  const place = containerPlaces(workload).find(({ pointer }) => path.startsWith(`${pointer}/`));
  if (place === undefined || mayRunAsRoot(workload.spec, place.container)) return setRemedy(workload, path, ['ALL'], asRoot);
  return likelySafe(setRemedy(workload, path, ['ALL'], asUser));
}

/** Whether the list drops ALL as a runtime, but not as the API server, understands it. */
function isMisspelt({ object }: Workload, path: Pointer): boolean {
  const drop = valueAt(object.body, path);
  return isArray(drop) && drop.some((name) => typeof name === 'string' && name.toUpperCase() === 'ALL');
}
