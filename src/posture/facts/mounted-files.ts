// SPDX-License-Identifier: Apache-2.0
// Which files a component is told of by its flags, and whether its container shows them.
import type { Component, ComponentName } from '../../model/components/component.ts';
import type { FlagOccurrence } from '../../model/components/flags.ts';
import type { VolumeMount } from '../../model/pod.ts';
import { isUnknownToApiServer, isUnknownToEtcd, removedIn } from './component-flags.ts';
import { holds, normalHostPath } from './host-paths.ts';

/** Flags that name a file to be read: those that end so, of all components. */
const fileFlags =
  /(?:-file|-cafile|-certfile|-keyfile|-kubeconfig|^kubeconfig|^encryption-provider-config|^authentication-config|^authorization-config|^egress-selector-config-file|^config|-certificate|^kubelet-client-key|-certificate-authority)$/;
/** Flags that look so and name what is written, or no file. */
const others = /^(?:log-file|pid-file|audit-log-path|lock-file)$/;

/** The flags by which a component is told to read a file, with the file's path; those with an absolute path only. */
export function filesRead({ name, flags }: Component): { readonly given: FlagOccurrence; readonly path: string }[] {
  return flags.flatMap((given) =>
    fileFlags.test(given.name) && !others.test(given.name) && hasFlag(name, given.name) && given.value.startsWith('/')
      ? { given, path: normalPath(given.value) }
      : [],
  );
}

/** A flag that stops the component is another fault than the file that it names. */
function hasFlag(component: ComponentName, flag: string): boolean {
  if (component === 'etcd') return !isUnknownToEtcd(flag);
  return removedIn(component, flag) === undefined && !(component === 'kube-apiserver' && isUnknownToApiServer(flag));
}

/** The mount of the component's container that shows a path; the deepest where several do. */
export function mountOf({ place }: Component, path: string): VolumeMount | undefined {
  const mounts = (place?.container.volumeMounts ?? []).filter(
    ({ mountPath }) => mountPath !== undefined && holds(normalPath(mountPath), path),
  );
  return mounts.toSorted((a, b) => (b.mountPath ?? '').length - (a.mountPath ?? '').length)[0];
}

/** Where on its node a component reads a path; undefined where that is a file of the container alone. */
export function nodePathOf(component: Component, path: string): string | undefined {
  const { place } = component;
  if (place === undefined) return path;
  const mount = mountOf(component, path);
  const volume = (place.workload.spec.volumes ?? []).find(({ name }) => name !== undefined && name === mount?.name);
  const outer = volume?.hostPath?.path;
  if (mount === undefined || outer === undefined) return undefined;
  return normalPath(`${outer}/${mount.subPath ?? ''}/${path.slice(normalPath(mount.mountPath ?? '').length)}`);
}

export function normalPath(path: string): string {
  return normalHostPath(path);
}
