// SPDX-License-Identifier: Apache-2.0
// Which security context is in force: a container's own field, else the pod's.
import type { Container, PodSecurityContext, PodSpec, SecurityContext } from '../../model/pod.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';
import { type ContainerPlace, containerPlaces, specPath } from './container-faults.ts';

/** A value that is in force, where it is written, and the containers it holds for. */
export interface InForce<T> {
  readonly value: T;
  readonly path: Pointer;
  readonly places: readonly ContainerPlace[];
}

/**
 * Each place that writes a field of the security context with the containers it reaches: the pod's once, and only where
 * a container inherits it. `fieldPath` is the field's pointer from the securityContext. Ephemeral containers are left out.
 */
export function inForce<T>(
  workload: Workload,
  fieldPath: Pointer,
  read: (context: SecurityContext | PodSecurityContext) => T | undefined,
): InForce<T>[] {
  const own: InForce<T>[] = [];
  const inheriting: ContainerPlace[] = [];
  for (const place of containerPlaces(workload)) {
    if (place.type === 'ephemeralContainers') continue;
    const value = read(place.container.securityContext ?? {});
    if (value === undefined) inheriting.push(place);
    else own.push({ value, path: `${place.pointer}/securityContext${fieldPath}`, places: [place] });
  }
  const podValue = read(workload.spec.securityContext ?? {});
  if (podValue === undefined || inheriting.length === 0) return own;
  return [{ value: podValue, path: `${specPath(workload)}/securityContext${fieldPath}`, places: inheriting }, ...own];
}

/** `container "api" and init container "migrate"`. */
export function namesOf(places: readonly ContainerPlace[]): string {
  return places.map(({ label }) => label).join(' and ');
}

/** False where Kubernetes sees to it that the container's process is not root; without a user the image decides. */
export function mayRunAsRoot(spec: PodSpec, { securityContext }: Container): boolean {
  const user = securityContext?.runAsUser ?? spec.securityContext?.runAsUser;
  if (user !== undefined) return Number(user) === 0;
  return (securityContext?.runAsNonRoot ?? spec.securityContext?.runAsNonRoot) !== true;
}

/**
 * A capability as the kernel's list has it, without the prefix. Runtimes fold the case; CRI-O and Docker take the CAP_
 * prefix as well, while containerd puts another one before it and the name then means nothing.
 */
export function capabilityName(written: string): string {
  return written.toUpperCase().replace(/^CAP_/, '');
}

/** Whether the container gives a capability up in a spelling that every runtime understands. */
export function dropsCapability({ securityContext }: Container, name: string): boolean {
  return (securityContext?.capabilities?.drop ?? []).some((written) => [name, 'ALL'].includes(written.toUpperCase()));
}
