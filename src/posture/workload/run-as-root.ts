// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.runAsNonRoot of pod and containers; it must be true for every container, its own or the pod's, and
// nowhere false. Pod security control `runAsNonRoot`: since 1.35 a pod in a user namespace (hostUsers: false) is exempt.
import { setOperation } from '../../model/patch.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';
import { defineCheck, type Remedy } from '../check.ts';
import { type ContainerPlace, containerPlaces, patchRemedy, specPath } from '../facts/container-faults.ts';
import { isForWindows } from '../facts/operating-system.ts';
import { parentOf, podSecurityBehaviour, unprivilegedUser } from '../facts/pod-security.ts';
import { inForce } from '../facts/security-context.ts';
import { safe } from '../facts/remedy-class.ts';

export const runAsRoot = defineCheck({
  id: 'run-as-root',
  title: 'Container may run as root',
  why: 'Nothing keeps the image from starting as root. Root of a container is root of the node but for the walls around it: with one flaw in the runtime or the kernel, or one mount too many, an intruder has the node.',
  remedy: 'Set runAsNonRoot: true, and let the image or runAsUser name a user other than 0 by number.',
  severity: 'medium',
  layer: 'workload',
  threats: ['privilege-escalation', 'container-escape'],
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  ],
  aliases: [
    'pss:runAsNonRoot',
    'PSS-restricted',
    'CIS-5.2.7',
    'KSV012',
    'C-0013',
    'kube-linter:run-as-non-root',
    'polaris:runAsRootAllowed',
    'T1611',
  ],
  appliesTo: 'workload',
  ...podSecurityBehaviour('runAsNonRoot', nonRoot),
});

/** A container that must not be root and has user 0 does not start: user 0 goes with it. */
function nonRoot(workload: Workload, path: Pointer): Remedy {
  const context = parentOf(path);
  const isPod = context === `${specPath(workload)}/securityContext`;
  const asRoot = inForce(workload, '/runAsUser', ({ runAsUser }) => runAsUser).filter(
    ({ value, places }) => Number(value) === 0 && (isPod || places.some(({ pointer }) => parentOf(context) === pointer)),
  );
  const remedy = patchRemedy(
    [
      setOperation(workload.object.body, path, true),
      ...asRoot.map((root) => ({ op: 'replace', path: root.path, value: unprivilegedUser }) as const),
    ],
    'The container starts only where the image, or runAsUser, names a user other than 0 by number.',
  );
  const places = containerPlaces(workload).filter(({ pointer }) => isPod || context.startsWith(`${pointer}/`));
  return places.every((place) => hasOtherUser(workload, place)) ? safe(remedy) : remedy;
}

/** Whether the manifest itself names a user other than 0: the kubelet then asks the image nothing. */
function hasOtherUser({ spec }: Workload, { container }: ContainerPlace): boolean {
  const user = container.securityContext?.runAsUser ?? spec.securityContext?.runAsUser;
  return user !== undefined && Number(user) !== 0 && !isForWindows(spec);
}
