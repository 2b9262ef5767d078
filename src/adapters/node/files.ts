// SPDX-License-Identifier: Apache-2.0
// Modes and owners of the files that control plane and nodes are configured by. Nothing of their content is read.
import type { Stats } from 'node:fs';
import { accountNames } from './accounts.ts';
import { isDenied, isFailure, type NodeDisk } from './disk.ts';

/** A file or folder of a node. Without a mode it may be there, and we were not allowed to look. */
export interface SeenFile {
  readonly path: string;
  /** Octal. */
  readonly mode?: string;
  readonly owner?: string | number;
  readonly group?: string | number;
}

/** Where to look, and how many levels of folders deep. */
type Place = readonly [path: string, depth: number];

const homes = ['k3s', 'rke2'].map((name) => ({ name, home: `/var/lib/rancher/${name}` }));

const places: readonly Place[] = [
  ['/etc/kubernetes', 4],
  ['/etc/cni/net.d', 3],
  ['/var/lib/cni/networks', 3],
  ['/var/lib/etcd', 0],
  ['/var/lib/kubelet', 1],
  ['/var/lib/kubelet/pki', 1],
  ['/var/lib/kube-proxy', 1],
  ...homes.flatMap(({ name, home }): Place[] => [
    [`/etc/rancher/${name}`, 2],
    [`${home}/server/tls`, 3],
    [`${home}/server/cred`, 1],
    [`${home}/server/db/etcd`, 0],
    [`${home}/agent`, 1],
    [`${home}/agent/pod-manifests`, 1],
  ]),
  ...['/etc', '/run', '/usr/lib', '/lib'].flatMap((folder): Place[] => [
    [`${folder}/systemd/system/kubelet.service`, 0],
    [`${folder}/systemd/system/kubelet.service.d`, 1],
  ]),
];

/** What a folder is expected to hold where it may not be listed, so that no question about it passes unasked. */
const expected: Readonly<Record<string, readonly string[]>> = {
  '/etc/kubernetes': ['admin.conf', 'kubelet.conf', 'manifests/*.yaml', 'pki/*.crt', 'pki/*.key'],
  '/etc/kubernetes/manifests': ['*.yaml'],
  '/etc/cni/net.d': ['*.conflist'],
  '/var/lib/cni/networks': ['*'],
  '/var/lib/kubelet': ['config.yaml'],
  '/var/lib/kube-proxy': ['kubeconfig.conf'],
  ...Object.fromEntries(
    homes.flatMap(({ name, home }): [string, string[]][] => [
      [`/etc/rancher/${name}`, [`${name}.yaml`]],
      [`${home}/server/cred`, ['*.kubeconfig']],
      [`${home}/agent`, ['*.kubeconfig', '*.crt', '*.key']],
      [`${home}/agent/pod-manifests`, ['*.yaml']],
    ]),
  ),
};

/** What may have millions of files below it, and nothing that is asked of: pods, images, the members of etcd, kubeadm's backups. */
const neverEntered: ReadonlySet<string> = new Set(['containerd', 'images', 'logs', 'member', 'plugins', 'pods', 'tmp']);
const mostFiles = 20_000;

export interface SeenFiles {
  readonly files: readonly SeenFile[];
  /** Where the node has more of them than are looked at, the place where that was found. */
  readonly stoppedAt?: string;
}

/** The files of the places above, and of `named`, each once and sorted by path. */
export function filesOf(disk: NodeDisk, named: readonly string[] = []): SeenFiles {
  const found = new Map<string, SeenFile>();
  const users = accountNames(disk, '/etc/passwd');
  const groups = accountNames(disk, '/etc/group');
  let stoppedAt: string | undefined;
  for (const [path, depth] of [...places, ...named.map((path): Place => [path, 0])]) look(path, depth);
  const files = [...found.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return { files, ...(stoppedAt === undefined ? {} : { stoppedAt }) };

  function look(path: string, depth: number): void {
    if (found.size >= mostFiles) {
      stoppedAt ??= path;
      return;
    }
    const stats = disk.stats(path);
    if (isFailure(stats)) {
      if (isDenied(stats)) notSeen(path);
      return;
    }
    if (!stats.isFile() && !stats.isDirectory()) return;
    found.set(path, seen(path, stats));
    if (!stats.isDirectory() || depth === 0) return;
    const names = disk.names(path);
    if (isFailure(names)) notSeen(path);
    else for (const name of names) if (!neverEntered.has(name)) look(`${path}/${name}`, depth - 1);
  }

  function notSeen(path: string): void {
    const within = expected[path] ?? (/\/(?:pki|tls)(?:\/|$)/.test(path) ? ['*.crt', '*.key'] : []);
    const paths = within.length === 0 ? [path] : within.map((name) => `${path}/${name}`);
    for (const one of paths) if (!found.has(one)) found.set(one, { path: one });
  }

  function seen(path: string, { mode, uid, gid }: Stats): SeenFile {
    return { path, mode: `0${(mode & 0o7777).toString(8)}`, owner: users.get(uid) ?? uid, group: groups.get(gid) ?? gid };
  }
}
