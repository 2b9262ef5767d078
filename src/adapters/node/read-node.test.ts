// SPDX-License-Identifier: Apache-2.0
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { buildInventory } from '../../model/inventory.ts';
import { newestKubernetes } from '../../model/version.ts';
import { catalogue } from '../../posture/catalogue.ts';
import { evaluate } from '../../posture/evaluate.ts';
import { frameworksOf } from '../../posture/frameworks.ts';
import { readNode } from './read-node.ts';
import { accounts, k3sNode, kubeadmNode, kubeletConfiguration, pem, plant, rke2Node, type Tree } from './testing.ts';

const cis = catalogue.filter((check) => frameworksOf(check).includes('cis'));
const planted: { remove(): void }[] = [];

afterEach(() => planted.splice(0).forEach((tree) => tree.remove()));

function folderOf(tree: Tree): string {
  const made = plant(tree);
  planted.push(made);
  return made.folder;
}

async function scanned(...trees: readonly Tree[]) {
  const folders = trees.map(folderOf);
  const nodes = await Promise.all(folders.map((folder) => readNode(folder)));
  const problems = nodes.flatMap((node) => node.problems);
  const objects = nodes.flatMap((node) => node.objects);
  const gaps = nodes.flatMap((node) => node.gaps);
  const inventory = buildInventory({ objects, problems, passedOver: 0, gaps }, nodes[0]?.version ?? newestKubernetes);
  const { findings, tallies } = evaluate(inventory, cis, Date.UTC(2026, 0, 1));
  const shown = (text: string) =>
    folders.reduce((rest, folder, index) => rest.replaceAll(folder, `NODE${index === 0 ? '' : index + 1}`), text);
  const source = (finding: (typeof findings)[number]) => (finding.origin.kind === 'file' ? shown(finding.origin.source) : '');
  return {
    objects,
    problems,
    text: nodes.map((node, index) => node.textOf(`${folders[index]} (node)`)).join('\n'),
    version: nodes[0]?.version,
    judged: [...tallies].flatMap(([id, { pass, fail, unknown }]) => (pass + fail + unknown > 0 ? [id] : [])),
    failed: findings
      .filter(({ verdict }) => verdict === 'fail')
      .map((finding) => `${finding.check}: ${source(finding)}: ${shown(finding.detail)}`),
    unknown: new Set(findings.filter(({ verdict }) => verdict === 'unknown').map(({ check }) => check)),
  };
}

// An etcd that kubeadm or a distribution sets up runs as root; the checks of pods and roles are about other things.
const isAboutNode = (line: string) =>
  /^(?:api-server|controller-manager|scheduler|etcd|kubelet|kube-proxy|[\w-]+-file-|encryption|audit)/.test(line) &&
  !line.startsWith('etcd-data-ownership');

describe('a node that kubeadm made', () => {
  test('passes where it is hardened', async () => {
    const { failed, unknown, problems, judged, version } = await scanned(kubeadmNode);
    expect(failed.filter(isAboutNode)).toEqual([]);
    expect([...unknown]).toEqual([]);
    expect(problems).toEqual([]);
    expect(version).toEqual({ major: 1, minor: 34 });
    for (const id of [
      'kubelet-anonymous-auth',
      'api-server-audit-policy',
      'etcd-client-certificate-auth',
      'encryption-weak-provider',
      'cni-file-permissions',
    ]) {
      expect(judged).toContain(id);
    }
  });

  const manifest = (name: string) => `etc/kubernetes/manifests/${name}.yaml`;
  const textOf = (name: string) => (typeof kubeadmNode[name] === 'string' ? kubeadmNode[name] : '');
  test.each<[string, Tree, string]>([
    [
      'the mode of a manifest',
      { [manifest('etcd')]: { text: textOf(manifest('etcd')), mode: 0o644 } },
      'static-pod-file-permissions: NODE (node): NODE/etc/kubernetes/manifests/etcd.yaml has mode 0644',
    ],
    [
      'the mode of a key',
      { 'etc/kubernetes/pki/ca.key': { text: pem, mode: 0o640 } },
      'private-key-file-permissions: NODE (node): NODE/etc/kubernetes/pki/ca.key has mode 0640',
    ],
    [
      'the mode of a kubeconfig',
      { 'etc/kubernetes/admin.conf': { text: '', mode: 0o604 } },
      'kubeconfig-file-permissions: NODE (node): NODE/etc/kubernetes/admin.conf has mode 0604',
    ],
    [
      'the folder of etcd',
      { 'var/lib/etcd/': { text: '', mode: 0o750 } },
      'etcd-data-permissions: NODE (node): NODE/var/lib/etcd has mode 0750',
    ],
    [
      'a flag of a manifest',
      { [manifest('kube-scheduler')]: textOf(manifest('kube-scheduler')).replace('profiling=false', 'profiling=true') },
      'scheduler-profiling: NODE/etc/kubernetes/manifests/kube-scheduler.yaml: kube-scheduler in container "kube-scheduler": --profiling is true',
    ],
    [
      'the file of the kubelet',
      { 'var/lib/kubelet/config.yaml': kubeletConfiguration.replace('anonymous: {enabled: false}', 'anonymous: {enabled: true}') },
      'kubelet-anonymous-auth: NODE/var/lib/kubelet/config.yaml: kubelet: authentication.anonymous.enabled is true',
    ],
    [
      'a flag of the kubelet, in the file of its environment',
      { 'etc/default/kubelet': 'KUBELET_EXTRA_ARGS=--read-only-port=10255\n' },
      'kubelet-read-only-port: NODE (node): kubelet: --read-only-port is 10255',
    ],
  ])('%s alone fails where it stands', async (_, change, expected) => {
    expect((await scanned({ ...kubeadmNode, ...change })).failed.filter(isAboutNode)).toEqual([expected]);
  });

  test('its certificates and keys are read where they lie', async () => {
    const { objects } = await scanned(kubeadmNode);
    expect(objects.filter(({ kind }) => kind === 'PemFile').map(({ name }) => name)).toEqual(['ca.crt', 'ca.key', 'ca.crt', 'ca.key']);
  });

  test('who owns the files is told by the accounts of the node', async () => {
    const { failed } = await scanned({ ...kubeadmNode, ...accounts('alice') });
    expect(failed).toContain('kubeconfig-file-ownership: NODE (node): NODE/etc/kubernetes/admin.conf belongs to alice:alice');
  });

  test('drop-ins are read where the kubelet reads them', async () => {
    const dropIn = 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nreadOnlyPort: 10255\n';
    const tree = { ...kubeadmNode, 'etc/kubernetes/kubelet.conf.d/20-port.conf': dropIn };
    expect((await scanned(tree)).failed.filter(isAboutNode)).toEqual([]);
    const told = { ...tree, 'etc/default/kubelet': 'KUBELET_EXTRA_ARGS="--config-dir=/etc/kubernetes/kubelet.conf.d"\n' };
    expect((await scanned(told)).failed.filter(isAboutNode)).toEqual([
      'kubelet-read-only-port: NODE/etc/kubernetes/kubelet.conf.d/20-port.conf: kubelet: readOnlyPort is 10255',
    ]);
  });

  test('what runs wins over what systemd would start', async () => {
    const running = { 'proc/812/cmdline': '/usr/bin/kubelet\0--config=/var/lib/kubelet/config.yaml\0--event-qps=-1\0' };
    const { failed, text } = await scanned({ ...kubeadmNode, ...running });
    expect(failed.filter(isAboutNode)).toEqual(['kubelet-event-rate: NODE (node): kubelet: --event-qps is -1']);
    expect(text).not.toContain('10-kubeadm.conf"]');
  });

  test('a kubelet within a pod is not the one of the node', async () => {
    const { failed } = await scanned({
      ...kubeadmNode,
      'proc/900/cmdline': '/usr/bin/kubelet\0--anonymous-auth=true\0',
      'proc/900/cgroup': '0::/kubepods.slice/kubepods-besteffort.slice/cri-containerd-1.scope\n',
    });
    expect(failed.filter(isAboutNode)).toEqual([]);
  });

  test('nodes are held apart', async () => {
    const open = kubeletConfiguration.replace('readOnlyPort: 0', 'readOnlyPort: 10255');
    const { failed } = await scanned(kubeadmNode, { ...kubeadmNode, 'var/lib/kubelet/config.yaml': open });
    expect(failed.filter(isAboutNode)).toEqual([
      'kubelet-read-only-port: NODE2/var/lib/kubelet/config.yaml: kubelet: readOnlyPort is 10255',
    ]);
  });

  test('a file that a flag names and that is not there leaves the verdict open', async () => {
    const { 'var/lib/kubelet/config.yaml': _, ...rest } = kubeadmNode;
    expect((await scanned(rest)).unknown).toContain('kubelet-anonymous-auth');
  });
});

describe('a node of k3s', () => {
  test('passes what it shows, and leaves open what is the choice of k3s', async () => {
    const { failed, unknown, judged, problems } = await scanned(k3sNode);
    expect(failed.filter(isAboutNode)).toEqual([]);
    expect(problems).toEqual([]);
    expect(unknown).toContain('api-server-audit-log');
    for (const id of [
      'api-server-profiling',
      'api-server-anonymous-auth',
      'api-server-audit-log-max-age',
      'kubelet-anonymous-auth',
      'private-key-file-permissions',
    ]) {
      expect(judged).toContain(id);
      expect(unknown).not.toContain(id);
    }
  });

  test.each<[string, Tree, string]>([
    [
      'an argument that a drop-in adds',
      { 'etc/rancher/k3s/config.yaml.d/10-audit.yaml': 'kube-apiserver-arg+: [audit-log-maxage=3]\n' },
      'api-server-audit-log-max-age: NODE (node): kube-apiserver: --audit-log-maxage is 3',
    ],
    [
      'the mode of a key',
      { 'var/lib/rancher/k3s/server/tls/server-ca.key': { text: pem, mode: 0o644 } },
      'private-key-file-permissions: NODE (node): NODE/var/lib/rancher/k3s/server/tls/server-ca.key has mode 0644',
    ],
    [
      'the mode of the kubeconfig',
      { 'etc/rancher/k3s/k3s.yaml': { text: '', mode: 0o644 } },
      'kubeconfig-file-permissions: NODE (node): NODE/etc/rancher/k3s/k3s.yaml has mode 0644',
    ],
    [
      'an argument for the kubelet',
      { 'etc/rancher/k3s/config.yaml.d/20-kubelet.yaml': 'kubelet-arg: [anonymous-auth=true]\n' },
      'kubelet-anonymous-auth: NODE (node): kubelet: --anonymous-auth is true',
    ],
  ])('%s alone fails where it stands', async (_, change, expected) => {
    expect((await scanned({ ...k3sNode, ...change })).failed.filter(isAboutNode)).toEqual([expected]);
  });

  test('a configuration that cannot be read is told, and what it might say is open', async () => {
    const { problems, unknown, failed } = await scanned({ ...k3sNode, 'etc/rancher/k3s/config.yaml': 'kube-apiserver-arg: [x\n' });
    expect(problems).toMatchObject([{ code: 'syntax', source: expect.stringMatching(/config\.yaml$/) }]);
    expect(unknown).toContain('api-server-profiling');
    expect(failed.filter(isAboutNode)).toEqual([]);
  });

  test('its tokens are nowhere', async () => {
    const { text, objects } = await scanned({
      ...k3sNode,
      'etc/rancher/k3s/config.yaml.d/30.yaml': 'datastore-endpoint: postgres://u:never-to-be-seen@db\n',
    });
    expect(text).toContain('"--token=<redacted>"');
    expect(text + JSON.stringify(objects)).not.toMatch(/to-be-seen/);
  });
});

describe('a node of RKE2', () => {
  test('passes where it is hardened', async () => {
    const { failed, judged, problems, version } = await scanned(rke2Node);
    expect(failed.filter(isAboutNode)).toEqual([]);
    expect(problems).toEqual([]);
    expect(version).toEqual({ major: 1, minor: 33 });
    for (const id of ['kubelet-anonymous-auth', 'api-server-anonymous-auth', 'etcd-client-certificate-auth', 'static-pod-file-permissions'])
      expect(judged).toContain(id);
  });

  test('a flag of a manifest alone fails where it stands', async () => {
    const name = 'var/lib/rancher/rke2/agent/pod-manifests/kube-apiserver.yaml';
    const { [name]: manifest = '' } = rke2Node;
    const text = (typeof manifest === 'string' ? manifest : '').replace('anonymous-auth=false', 'anonymous-auth=true');
    expect((await scanned({ ...rke2Node, [name]: text })).failed.filter(isAboutNode)).toEqual([
      `api-server-anonymous-auth: NODE/${name}: kube-apiserver in container "kube-apiserver": --anonymous-auth is true`,
    ]);
  });

  test('its kubelet, where it runs, has all of its flags', async () => {
    const running = {
      'proc/77/cmdline':
        '/var/lib/rancher/rke2/data/v1/bin/kubelet\0--config-dir=/var/lib/rancher/rke2/agent/etc/kubelet.conf.d\0--read-only-port=10255\0',
    };
    expect((await scanned({ ...rke2Node, ...running })).failed.filter(isAboutNode)).toEqual([
      'kubelet-read-only-port: NODE (node): kubelet: --read-only-port is 10255',
    ]);
  });
});

describe('a disk', () => {
  test('that is none of a node, or none at all', async () => {
    expect((await scanned({ 'etc/motd': 'hello\n' })).problems).toMatchObject([
      { code: 'not-found', reason: expect.stringContaining('nothing of a Kubernetes node') },
    ]);
    expect((await readNode('/nowhere/at/all')).problems).toMatchObject([{ source: '/nowhere/at/all', code: 'not-found' }]);
    const file = path.join(folderOf({ file: '' }), 'file');
    expect((await readNode(file)).problems).toMatchObject([{ source: file, code: 'unreadable' }]);
  });

  test('is not left by symbolic links', async () => {
    const outside = folderOf({ 'secret.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: outside}\nspec: {containers: []}\n' });
    const folder = folderOf(kubeadmNode);
    symlinkSync(`${outside}/secret.yaml`, path.join(folder, 'etc/kubernetes/manifests/absolute.yaml'));
    symlinkSync(`../../../../../../../../../..${outside}/secret.yaml`, path.join(folder, 'etc/kubernetes/manifests/relative.yaml'));
    symlinkSync('/etc/kubernetes/manifests/circle.yaml', path.join(folder, 'etc/kubernetes/manifests/circle.yaml'));
    symlinkSync('/etc/kubernetes/pki', path.join(folder, 'etc/kubernetes/pki/within'));
    const { objects } = await readNode(folder);
    expect(objects.filter(({ name }) => name === 'outside')).toEqual([]);
    expect(objects.filter(({ kind }) => kind === 'Pod')).toHaveLength(4);
  });

  test('follows the links that a node follows', async () => {
    const { 'var/lib/kubelet/config.yaml': configuration = '', ...rest } = kubeadmNode;
    const folder = folderOf({ ...rest, 'opt/kubelet.yaml': configuration });
    symlinkSync('/opt/kubelet.yaml', path.join(folder, 'var/lib/kubelet/config.yaml'));
    const { objects } = await readNode(folder);
    expect(
      objects.filter(({ kind }) => kind === 'KubeletConfiguration').map(({ origin }) => origin.kind === 'file' && origin.source),
    ).toEqual([`${folder}/var/lib/kubelet/config.yaml`]);
  });
});
