// SPDX-License-Identifier: Apache-2.0
// What the API server makes of a Pod before PodSecurity sees it, as far as it changes what PodSecurity says. It does not do
// so to the templates of controllers. Follows pkg/apis/core/v1/defaults.go and pkg/registry/core/pod/strategy.go.
import type { Container, ContainerPort, PodMetadata, PodSpec, Profile } from '../../model/pod.ts';
import type { Pod } from './control.ts';
import { appArmorAnnotationPrefix } from './controls/app-armor-profile.ts';

/** The Pod as the API server defaults it when it is created. */
export function defaultedPod(pod: Pod): Pod {
  const { metadata, spec } = pod;
  if (spec.hostNetwork !== true && !hasAppArmorAnnotation(metadata)) return pod;
  const asDefaulted = (container: Container) =>
    withAppArmor(metadata, spec, spec.hostNetwork === true ? withHostPorts(container) : container);
  return {
    metadata,
    spec: {
      ...spec,
      ...(spec.initContainers && { initContainers: spec.initContainers.map(asDefaulted) }),
      ...(spec.containers && { containers: spec.containers.map(asDefaulted) }),
      ...(spec.ephemeralContainers && { ephemeralContainers: spec.ephemeralContainers.map((item) => withAppArmor(metadata, spec, item)) }),
    },
  };
}

/** On the host's network a container's port is the host's. */
function withHostPorts(container: Container): Container {
  return container.ports === undefined ? container : { ...container, ports: container.ports.map(withHostPort) };
}

function withHostPort(port: ContainerPort): ContainerPort {
  const unset = port.hostPort === undefined || Number(port.hostPort) === 0;
  return unset && port.containerPort !== undefined ? { ...port, hostPort: port.containerPort } : port;
}

function hasAppArmorAnnotation({ annotations }: PodMetadata): boolean {
  return Object.keys(annotations).some((key) => key.startsWith(appArmorAnnotationPrefix));
}

/** The annotation becomes the field where the container has none, unless the pod's profile is the same already. */
function withAppArmor({ annotations }: PodMetadata, { os, securityContext }: PodSpec, container: Container): Container {
  const annotation = annotations[`${appArmorAnnotationPrefix}${container.name ?? ''}`];
  if (os?.name === 'windows' || annotation === undefined || container.securityContext?.appArmorProfile !== undefined) return container;
  const profile = profileOf(annotation);
  const pod = securityContext?.appArmorProfile;
  if (profile === undefined || (pod?.type === profile.type && pod?.localhostProfile === profile.localhostProfile)) return container;
  return { ...container, securityContext: { ...container.securityContext, appArmorProfile: profile } };
}

const maxPathLength = 4095;

/** Undefined where validation would refuse the profile: the annotation then stays alone. */
function profileOf(annotation: string): Profile | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  if (!annotation.startsWith('localhost/')) return undefined;
  const path = annotation.slice('localhost/'.length);
  const isValid = path !== '' && path === path.trim() && path.length <= maxPathLength;
  return isValid ? { type: 'Localhost', localhostProfile: path } : undefined;
}
