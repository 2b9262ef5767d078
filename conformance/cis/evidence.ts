// SPDX-License-Identifier: Apache-2.0
// Objects for the checks of the benchmark that are not about flags: modes and owners of files, and what is in the cluster.
import type { JsonObject } from '../../src/model/json.ts';
import type { CisCheck, Configuration } from './checks.ts';

const pod = (component: string) => `/etc/kubernetes/manifests/${component}.yaml`;
const pki = '/etc/kubernetes/pki';

/** The file that each check is about, where kubeadm keeps it. */
const files: Readonly<Record<string, string>> = {
  '1.1.1': pod('kube-apiserver'),
  '1.1.2': pod('kube-apiserver'),
  '1.1.3': pod('kube-controller-manager'),
  '1.1.4': pod('kube-controller-manager'),
  '1.1.5': pod('kube-scheduler'),
  '1.1.6': pod('kube-scheduler'),
  '1.1.7': pod('etcd'),
  '1.1.8': pod('etcd'),
  '1.1.9': '/etc/cni/net.d/10-pods.conflist',
  '1.1.10': '/var/lib/cni/networks/pods/192.0.2.7',
  '1.1.11': '/var/lib/etcd',
  '1.1.12': '/var/lib/etcd',
  '1.1.13': '/etc/kubernetes/super-admin.conf',
  '1.1.14': '/etc/kubernetes/admin.conf',
  '1.1.15': '/etc/kubernetes/scheduler.conf',
  '1.1.16': '/etc/kubernetes/scheduler.conf',
  '1.1.17': '/etc/kubernetes/controller-manager.conf',
  '1.1.18': '/etc/kubernetes/controller-manager.conf',
  '1.1.19': `${pki}/etcd/ca.crt`,
  '1.1.20': `${pki}/apiserver.crt`,
  '1.1.21': `${pki}/etcd/server.key`,
  '4.1.1': '/etc/systemd/system/kubelet.service.d/10-kubeadm.conf',
  '4.1.2': '/usr/lib/systemd/system/kubelet.service',
  '4.1.3': '/var/lib/kube-proxy/kubeconfig.conf',
  '4.1.4': '/var/lib/kube-proxy/kubeconfig.conf',
  '4.1.5': '/etc/kubernetes/kubelet.conf',
  '4.1.6': '/etc/kubernetes/kubelet.conf',
  '4.1.7': `${pki}/ca.crt`,
  '4.1.8': `${pki}/ca.crt`,
  '4.1.9': '/var/lib/kubelet/config.yaml',
  '4.1.10': '/var/lib/kubelet/config.yaml',
};

/** A case that is not generated of flags: what the data say of it, and the objects that show it. */
export interface EvidenceCase {
  readonly label: string;
  readonly configuration: Configuration;
  readonly objects: readonly JsonObject[];
}

/** The files of a node, with modes or owners that meet the check or miss it. Undefined where the check is about no file. */
export function fileCases({ id, tests }: CisCheck, configurations: readonly Configuration[]): readonly EvidenceCase[] | undefined {
  const path = files[id];
  if (path === undefined) return undefined;
  const flag = tests.test_items.map((item) => item.flag).find((name) => name !== 'File not found') ?? '';
  if (flag === 'permissions') {
    return configurations.flatMap((configuration) => {
      const mode = configuration[flag];
      return mode === undefined ? [] : evidenceCase(`${path} ${mode}`, configuration, { path, mode: `0${mode}` });
    });
  }
  const wanted = flag === 'ownership' ? 'root:root' : flag;
  return [wanted, 'nobody:nobody', `${wanted.split(':')[0]}:users`, `ubuntu:${wanted.split(':')[1]}`].map((owners) => {
    const [owner = '', group = ''] = owners.split(':');
    const configuration: Configuration = flag === 'ownership' ? { ownership: owners } : owners === wanted ? { [wanted]: owners } : {};
    return evidenceCase(`${path} ${owners}`, configuration, { path, owner, group });
  });
}

function evidenceCase(label: string, configuration: Configuration, file: JsonObject): EvidenceCase {
  const body = { apiVersion: 'rampart.dev/v1alpha1', kind: 'NodeEvidence', metadata: { name: 'node' }, files: [file] };
  return { label, configuration, objects: [body] };
}
