// SPDX-License-Identifier: Apache-2.0
// A node as input: what it runs, how its files are protected, and the configuration that these name, from its disk.
import type { Component } from '../../model/components/component.ts';
import { componentsOf } from '../../model/components/components.ts';
import { flag } from '../../model/components/flags.ts';
import { buildInventory, type Gap } from '../../model/inventory.ts';
import { field, isArray, stringField } from '../../model/json.ts';
import { parseImage } from '../../model/image.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { isPemName } from '../../model/x509/pem-file.ts';
import { compareVersions, type KubernetesVersion, newestKubernetes, parseVersion } from '../../model/version.ts';
import { filesRead, nodePathOf } from '../../posture/facts/mounted-files.ts';
import { Reading, type ReadOptions, type ReadResult } from '../files/reading.ts';
import { isFailure, NodeDisk } from './disk.ts';
import { NodeFiles } from './node-files.ts';
import { evidenceText } from './evidence.ts';
import { filesOf } from './files.ts';
import { processesOf, type RunningProcess } from './processes.ts';

export interface NodeRead extends ReadResult {
  readonly gaps: readonly Gap[];
  /** Of the API server that the node runs, by its image. */
  readonly version?: KubernetesVersion;
}

/** What the API server and its like are told to read, by flag; kinds as checks name them. */
const configurationFlags: Readonly<Record<string, string>> = {
  'encryption-provider-config': 'EncryptionConfiguration.apiserver.config.k8s.io',
  'audit-policy-file': 'Policy.audit.k8s.io',
  'admission-control-config-file': 'AdmissionConfiguration.apiserver.config.k8s.io',
  'authentication-config': 'AuthenticationConfiguration.apiserver.config.k8s.io',
  'authorization-config': 'AuthorizationConfiguration.apiserver.config.k8s.io',
  'egress-selector-config-file': 'EgressSelectorConfiguration.apiserver.k8s.io',
  'audit-webhook-config-file': 'Config',
  'authentication-token-webhook-config-file': 'Config',
  'authorization-webhook-config-file': 'Config',
  kubeconfig: 'Config',
  'authentication-kubeconfig': 'Config',
  'authorization-kubeconfig': 'Config',
};
const ownConfiguration: Readonly<Record<string, string>> = {
  kubelet: 'KubeletConfiguration.kubelet.config.k8s.io',
  'kube-proxy': 'KubeProxyConfiguration.kubeproxy.config.k8s.io',
  'kube-scheduler': 'KubeSchedulerConfiguration.kubescheduler.config.k8s.io',
};

const kubeletKind = 'KubeletConfiguration.kubelet.config.k8s.io';
const manifestFolders = [
  '/etc/kubernetes/manifests',
  '/var/lib/rancher/k3s/agent/pod-manifests',
  '/var/lib/rancher/rke2/agent/pod-manifests',
];
const kubeconfigs = [
  ...['admin', 'super-admin', 'kubelet', 'controller-manager', 'scheduler'].map((name) => `/etc/kubernetes/${name}.conf`),
  '/var/lib/kubelet/kubeconfig',
  '/etc/rancher/k3s/k3s.yaml',
  '/etc/rancher/rke2/rke2.yaml',
];

/** Reads the node whose disk is at a folder: `/` on the node itself, `/host` in a pod, a copy. Bad input never makes it reject. */
export async function readNode(folder: string, options: Pick<ReadOptions, 'signal' | 'onProgress'> = {}): Promise<NodeRead> {
  const reading = new Reading(options);
  const disk = new NodeDisk(folder);
  const shown = disk.name === '' ? '/' : disk.name;
  const top = disk.stats('/');
  if (isFailure(top) || !top.isDirectory()) {
    reading.report(folder, isFailure(top) ? top : { code: 'unreadable', reason: 'is no folder: --root takes the folder of a disk' });
    return { ...reading.result(), gaps: [] };
  }
  const files = new NodeFiles(disk, reading);
  const processes = processesOf(disk);
  for (const path of processes.flatMap(({ broken = [] }) => broken)) {
    reading.report(`${disk.name}${path}`, { code: 'syntax', reason: 'is no YAML mapping: what the node is told here is not known' });
  }
  await readConfigurationOfKubelet(files, processes);
  for (const path of [...manifestFolders, ...staticPodPaths(files.objects, processes)]) await files.takeFolder(path, 'Pod', isManifest);
  for (const path of kubeconfigs) await files.take(path, 'Config');
  const named = await readNamed(files, disk, processes);

  const { files: seen, stoppedAt } = filesOf(disk, named);
  for (const { path } of seen) if (isPemName(path) && !/[*]/.test(path)) await files.take(path, 'PemFile.rampart.dev');
  if (stoppedAt !== undefined)
    reading.report(`${disk.name}${stoppedAt}`, {
      code: 'file-too-large',
      reason: 'more than 20000 files of this node: the modes of the rest are not known',
    });
  if (seen.length === 0 && processes.length === 0 && files.objects.length === 0 && files.denied.length === 0) {
    reading.report(shown, { code: 'not-found', reason: 'holds nothing of a Kubernetes node: --root takes the root of its disk' });
  }
  reading.readBytes(`${shown} (node)`, Buffer.from(evidenceText(disk, seen, processes), 'utf8'));
  files.reportDenied(
    shown,
    seen.flatMap(({ path, mode }) => (mode === undefined ? path : [])),
  );
  return { ...reading.result(), gaps: files.gaps, ...versionOf(files.objects) };
}

/** The kubelet reads `*.conf` of one folder alone; where nothing shows which, it is the one of kubeadm or of the distribution. */
async function readConfigurationOfKubelet(files: NodeFiles, processes: readonly RunningProcess[]): Promise<void> {
  const kubelets = componentsRunning(processes).filter(({ name }) => name === 'kubelet');
  const seen = kubelets.length > 0;
  const configured = kubelets.flatMap(({ flags }) => flag(flags, 'config')?.value ?? []);
  const folders = kubelets.flatMap(({ flags }) => flag(flags, 'config-dir')?.value ?? []);
  for (const path of seen ? configured : ['/var/lib/kubelet/config.yaml']) await files.take(path, kubeletKind, seen);
  const unseen = seen ? [] : ['/etc/kubernetes/kubelet.conf.d'];
  for (const path of [
    ...folders,
    ...unseen,
    '/var/lib/rancher/k3s/agent/etc/kubelet.conf.d',
    '/var/lib/rancher/rke2/agent/etc/kubelet.conf.d',
  ]) {
    await files.takeFolder(path, kubeletKind, (name) => name.endsWith('.conf'));
  }
}

/** Every file of such a folder is a manifest to the kubelet, but those that begin with a dot. */
function isManifest(name: string): boolean {
  return !name.startsWith('.');
}

function staticPodPaths(objects: readonly KubernetesObject[], processes: readonly RunningProcess[]): string[] {
  const configured = objects.flatMap(({ kind, body }) =>
    kind === 'KubeletConfiguration' ? (stringField(body, 'staticPodPath') ?? []) : [],
  );
  const flags = componentsRunning(processes).flatMap((component) => flag(component.flags, 'pod-manifest-path')?.value ?? []);
  return [...configured, ...flags].filter((path) => path.startsWith('/'));
}

/** Reads what flags name, and returns the paths of all files that they name, keys and certificates among them. */
async function readNamed(files: NodeFiles, disk: NodeDisk, processes: readonly RunningProcess[]): Promise<string[]> {
  const components = [...componentsIn(files.objects), ...componentsRunning(processes)];
  const named = components.flatMap((component) =>
    filesRead(component).flatMap(({ given, path }) => {
      const onNode = nodePathOf(component, path);
      return onNode === undefined ? [] : [{ component, name: given.name, path: onNode }];
    }),
  );
  for (const { component, name, path } of named) {
    const kind = name === 'config' ? ownConfiguration[component.name] : configurationFlags[name];
    if (kind !== undefined) await files.take(path, kind, component.name === 'kubelet' || component.name === 'kube-proxy');
  }
  for (const path of pluginFiles(files.objects, disk)) await files.take(path, 'AdmissionConfiguration.apiserver.config.k8s.io');
  return named.map(({ path }) => path);
}

/** The configuration files of admission plugins, beside the file that names them where their paths are relative. */
function pluginFiles(objects: readonly KubernetesObject[], disk: NodeDisk): string[] {
  return objects.flatMap(({ kind, body, origin }) => {
    const plugins = kind === 'AdmissionConfiguration' ? field(body, 'plugins') : undefined;
    if (!isArray(plugins) || origin.kind !== 'file') return [];
    const folder = origin.source.slice(disk.name.length).replace(/[^/]*$/, '');
    return plugins.flatMap((plugin) => {
      const path = stringField(plugin, 'path') ?? '';
      return path === '' ? [] : path.startsWith('/') ? path : `${folder}${path}`;
    });
  });
}

function componentsIn(objects: readonly KubernetesObject[]): readonly Component[] {
  return componentsOf(buildInventory({ objects, problems: [], passedOver: 0 }, newestKubernetes)).filter(
    ({ place }) => place !== undefined,
  );
}

function componentsRunning(processes: readonly RunningProcess[]): readonly Component[] {
  const body = { kind: 'NodeEvidence', apiVersion: 'rampart.dev/v1alpha1', processes: processes.map(({ command }) => ({ command })) };
  const origin = { kind: 'file', source: '', start: 0, end: 0, pointer: '' } as const;
  const object: KubernetesObject = {
    apiVersion: body.apiVersion,
    kind: body.kind,
    namespace: '',
    name: '',
    labels: {},
    annotations: {},
    body,
    origin,
  };
  return componentsOf(buildInventory({ objects: [object], problems: [], passedOver: 0 }, newestKubernetes));
}

/** The oldest, where an upgrade is on its way. */
function versionOf(objects: readonly KubernetesObject[]): { readonly version?: KubernetesVersion } {
  const [version] = componentsIn(objects)
    .flatMap(({ name, place }) =>
      name === 'kube-apiserver' ? (parseVersion(parseImage(place?.container.image ?? '')?.tag ?? '') ?? []) : [],
    )
    .toSorted(compareVersions);
  return version === undefined ? {} : { version };
}
