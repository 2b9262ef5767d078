// SPDX-License-Identifier: Apache-2.0
import { holds } from './host-paths.ts';

/** Where runtimes listen: on most distributions, then k3s and RKE2, k0s, Bottlerocket, Talos, MicroK8s, rootless users. */
const sockets = [
  '/run/containerd/containerd.sock',
  '/run/docker.sock',
  '/run/docker/containerd/containerd.sock',
  '/run/crio/crio.sock',
  '/run/cri-dockerd.sock',
  '/run/dockershim.sock',
  '/run/podman/podman.sock',
  '/run/isulad.sock',
  '/run/k3s/containerd/containerd.sock',
  '/run/k0s/containerd.sock',
  '/run/host-containerd/containerd.sock',
  '/system/run/containerd/containerd.sock',
  '/var/snap/microk8s/common/run/containerd.sock',
  '/run/user/1000/docker.sock',
  '/run/user/1000/podman/podman.sock',
] as const;
const names: ReadonlySet<string> = new Set([...sockets.map(baseName), 'containerd.sock.ttrpc', 'frakti.sock', 'pouchcri.sock']);
const pipes: ReadonlySet<string> = new Set(['docker_engine', 'containerd-containerd', 'dockershim', 'cri-dockerd']);

/** Whether a path, as normalHostPath writes it, is a runtime's socket, whatever its folder. */
export function isRuntimeSocket(path: string): boolean {
  return path.startsWith('//./pipe/') ? pipes.has(baseName(path)) : names.has(baseName(path));
}

/** The known socket that a folder holds. */
export function runtimeSocketBelow(path: string): string | undefined {
  return sockets.find((socket) => holds(path, socket));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
