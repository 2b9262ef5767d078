// SPDX-License-Identifier: Apache-2.0
// Finding the containers, or the pod itself, that break a rule. Nothing is allocated while none does.
import type { Container, ContainerType, PodSecurityContext, PodSpec, SecurityContext } from '../../model/pod.ts';
import type { Pointer } from '../../model/pointer.ts';
import { plural, quoted } from './text.ts';

export interface Offender {
  readonly container: Container;
  /** Pointer from the pod: '/spec/initContainers/0'. */
  readonly path: Pointer;
}

/** In the order in which Kubernetes visits containers. */
const types: readonly ContainerType[] = ['initContainers', 'containers', 'ephemeralContainers'];
const none: readonly Offender[] = [];

/** The containers of a pod of which `offends` holds. */
export function offenders(spec: PodSpec, offends: (container: Container) => boolean): readonly Offender[] {
  let found: Offender[] | undefined;
  for (let kind = 0; kind < 3; kind++) {
    const type = types[kind];
    const containers = type && spec[type];
    if (containers === undefined) continue;
    for (let index = 0; index < containers.length; index++) {
      const container = containers[index];
      if (container !== undefined && offends(container)) (found ??= []).push({ container, path: `/spec/${type}/${index}` });
    }
  }
  return found ?? none;
}

/** `container "a"`, `containers "a", "b"`. */
export function containersNamed(found: readonly Offender[]): string {
  return `${plural(found.length, 'container', 'containers')} ${quoted(found.map(nameOf))}`;
}

export function nameOf({ container }: Offender): string {
  return container.name ?? '';
}

/** The same field of each container. */
export function pathsTo(field: Pointer, found: readonly Offender[]): readonly Pointer[] {
  return found.map(({ path }) => `${path}${field}`);
}

/** What the securityContext of a pod and of a container have in common. */
export type AnySecurityContext = Pick<SecurityContext, keyof SecurityContext & keyof PodSecurityContext>;

export interface Setter {
  readonly securityContext: AnySecurityContext;
  /** Pointer from the pod to the securityContext. */
  readonly path: Pointer;
}

export interface Setters {
  /** `pod`, `container "a"`, `pod and containers "a", "b"`. */
  readonly text: string;
  readonly all: readonly Setter[];
}

/** Makes the function that finds the pod and the containers whose securityContext offends; undefined where none does. */
export function settersOf(offends: (securityContext: AnySecurityContext) => boolean): (spec: PodSpec) => Setters | undefined {
  const containerOffends = ({ securityContext }: Container) => securityContext !== undefined && offends(securityContext);
  return (spec) => {
    const pod = spec.securityContext !== undefined && offends(spec.securityContext) ? spec.securityContext : undefined;
    const containers = offenders(spec, containerOffends);
    if (pod === undefined && containers.length === 0) return undefined;
    const all = containers.map(({ container, path }) => ({
      securityContext: container.securityContext ?? {},
      path: `${path}/securityContext`,
    }));
    const names = containers.length > 0 ? [containersNamed(containers)] : [];
    if (pod === undefined) return { text: names.join(''), all };
    return { text: ['pod', ...names].join(' and '), all: [{ securityContext: pod, path: '/spec/securityContext' }, ...all] };
  };
}
