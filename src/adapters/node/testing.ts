// SPDX-License-Identifier: Apache-2.0
// Disks of nodes for tests: real files with modes, as kubeadm, k3s and RKE2 leave them where they were hardened.
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** A file of a tree: its text, and its mode where it is not 0600. */
export type TreeFile = string | { readonly text: string; readonly mode: number };
export type Tree = Readonly<Record<string, TreeFile>>;

/** Writes a tree below a new folder. Folders are 0755, those whose path ends in a slash have their own mode. */
export function plant(tree: Tree): { readonly folder: string; remove(): void } {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'rampart-node-')));
  chmodSync(folder, 0o755);
  for (const [name, file] of Object.entries(tree)) {
    const place = path.join(folder, name);
    const { text, mode } = typeof file === 'string' ? { text: file, mode: 0o600 } : file;
    if (name.endsWith('/')) mkdirSync(place, { recursive: true });
    else {
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, text);
    }
    chmodSync(place, mode);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Whoever runs the tests owns the files: on these nodes they are called root. */
export function accounts(owner = 'root'): Tree {
  return {
    'etc/passwd': { text: `${owner}:x:${process.getuid?.() ?? 0}:0::/root:/bin/sh\n`, mode: 0o644 },
    'etc/group': { text: `${owner}:x:${process.getgid?.() ?? 0}:\n`, mode: 0o644 },
  };
}

function staticPod(name: string, image: string, args: readonly string[], folders: readonly string[]): string {
  const volumes = folders.map((folder, index) => ({ name: `v${index}`, hostPath: { path: folder } }));
  const volumeMounts = folders.map((folder, index) => ({ name: `v${index}`, mountPath: folder, readOnly: true }));
  return `${JSON.stringify(
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'kube-system', labels: { component: name, tier: 'control-plane' } },
      spec: { hostNetwork: true, containers: [{ name, image, command: [name, ...args], volumeMounts }], volumes },
    },
    null,
    1,
  )}\n`;
}

/** The flags of a control plane that meets the benchmark; `pki` is where its keys lie. */
function controlPlane(pki: string, conf: string): Readonly<Record<string, readonly string[]>> {
  return {
    'kube-apiserver': [
      '--anonymous-auth=false',
      '--authorization-mode=Node,RBAC',
      '--enable-admission-plugins=NodeRestriction,AlwaysPullImages,EventRateLimit,DenyServiceExternalIPs',
      `--admission-control-config-file=${conf}/admission.yaml`,
      `--audit-policy-file=${conf}/audit.yaml`,
      '--audit-log-path=/var/log/kubernetes/audit.log',
      '--audit-log-maxage=30',
      '--audit-log-maxbackup=10',
      '--audit-log-maxsize=100',
      `--encryption-provider-config=${conf}/encryption.yaml`,
      `--client-ca-file=${pki}/ca.crt`,
      `--etcd-cafile=${pki}/etcd/ca.crt`,
      `--etcd-certfile=${pki}/apiserver-etcd-client.crt`,
      `--etcd-keyfile=${pki}/apiserver-etcd-client.key`,
      `--kubelet-certificate-authority=${pki}/ca.crt`,
      `--kubelet-client-certificate=${pki}/apiserver-kubelet-client.crt`,
      `--kubelet-client-key=${pki}/apiserver-kubelet-client.key`,
      '--profiling=false',
      '--service-account-issuer=https://kubernetes.default.svc',
      '--service-account-extend-token-expiration=false',
      `--service-account-key-file=${pki}/sa.pub`,
      `--service-account-signing-key-file=${pki}/sa.key`,
      `--tls-cert-file=${pki}/apiserver.crt`,
      `--tls-private-key-file=${pki}/apiserver.key`,
      '--tls-cipher-suites=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
    ],
    'kube-controller-manager': [
      '--bind-address=127.0.0.1',
      '--profiling=false',
      '--terminated-pod-gc-threshold=100',
      '--use-service-account-credentials=true',
      `--service-account-private-key-file=${pki}/sa.key`,
      `--root-ca-file=${pki}/ca.crt`,
    ],
    'kube-scheduler': ['--bind-address=127.0.0.1', '--profiling=false'],
    etcd: [
      '--cert-file=/etc/etcd/server.crt',
      '--key-file=/etc/etcd/server.key',
      '--client-cert-auth=true',
      '--trusted-ca-file=/etc/etcd/ca.crt',
      '--peer-cert-file=/etc/etcd/peer.crt',
      '--peer-key-file=/etc/etcd/peer.key',
      '--peer-client-cert-auth=true',
      '--peer-trusted-ca-file=/etc/etcd/peer-ca.crt',
    ],
  };
}

function manifests(folder: string, pki: string, conf: string, tag: string): Tree {
  return Object.fromEntries(
    Object.entries(controlPlane(`/${pki}`, `/${conf}`)).map(([name, args]) => [
      `${folder}/${name}.yaml`,
      staticPod(name, `registry.k8s.io/${name}:${name === 'etcd' ? '3.6.5-0' : tag}`, args, [
        `/${pki}`,
        `/${conf}`,
        '/var/log/kubernetes',
        '/etc/etcd',
      ]),
    ]),
  );
}

/** What the flags of the API server name. */
const configurations = {
  'audit.yaml': `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
  - level: Metadata
    resources:
      - group: ""
        resources: [secrets, configmaps, serviceaccounts/token]
      - group: authentication.k8s.io
        resources: [tokenreviews]
  - level: RequestResponse
    verbs: [create, update, patch, delete, deletecollection]
  - level: Metadata
`,
  'admission.yaml': `apiVersion: apiserver.config.k8s.io/v1
kind: AdmissionConfiguration
plugins:
  - name: EventRateLimit
    path: event-rate-limit.yaml
`,
  'event-rate-limit.yaml': `apiVersion: eventratelimit.admission.k8s.io/v1alpha1
kind: Configuration
limits:
  - {type: Server, qps: 50, burst: 100}
`,
  'encryption.yaml': `apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  - resources: [secrets, configmaps]
    providers:
      - secretbox: {keys: [{name: key1, secret: ${Buffer.alloc(32, 7).toString('base64')}}]}
`,
} as const;

export const kubeletConfiguration = `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: /etc/kubernetes/pki/ca.crt}
authorization: {mode: Webhook}
eventRecordQPS: 50
makeIPTablesUtilChains: true
podPidsLimit: 4096
readOnlyPort: 0
rotateCertificates: true
seccompDefault: true
serverTLSBootstrap: true
staticPodPath: /etc/kubernetes/manifests
streamingConnectionIdleTimeout: 5m
tlsCipherSuites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384]
`;

const kubeconfig = `apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: https://192.0.2.1:6443}}]
users: [{name: u, user: {client-key-data: bm90IGEga2V5}}]
`;

function under(folder: string, files: Tree): Tree {
  return Object.fromEntries(Object.entries(files).map(([name, file]) => [`${folder}/${name}`, file]));
}

const empty = (mode: number): TreeFile => ({ text: '', mode });
/** PEM of which nothing has to be known. */
export const pem = '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n';
const pemFile = (mode: number): TreeFile => ({ text: pem, mode });

/** A control-plane node as kubeadm makes one, hardened. */
export const kubeadmNode: Tree = {
  ...accounts(),
  'etc/hostname': 'cp-1\n',
  ...manifests('etc/kubernetes/manifests', 'etc/kubernetes/pki', 'etc/kubernetes/conf', 'v1.34.2'),
  ...under('etc/kubernetes/conf', configurations),
  ...under(
    'etc/kubernetes',
    Object.fromEntries(['admin', 'super-admin', 'kubelet', 'controller-manager', 'scheduler'].map((name) => [`${name}.conf`, kubeconfig])),
  ),
  ...under('etc/kubernetes/pki', {
    'ca.crt': pemFile(0o644),
    'ca.key': pemFile(0o600),
    'sa.pub': pemFile(0o600),
    'etcd/ca.crt': pemFile(0o644),
    'etcd/ca.key': pemFile(0o600),
  }),
  'etc/cni/net.d/10-pods.conflist': '{"cniVersion": "1.0.0"}\n',
  'var/lib/etcd/member/snap/db': 'not looked at',
  'var/lib/etcd/': empty(0o700),
  'var/lib/kubelet/config.yaml': kubeletConfiguration,
  'var/lib/kubelet/kubeadm-flags.env': 'KUBELET_KUBEADM_ARGS="--container-runtime-endpoint=unix:///run/containerd/containerd.sock"\n',
  'usr/lib/systemd/system/kubelet.service': '[Service]\nExecStart=/usr/bin/kubelet\nRestart=always\n',
  'usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf': `[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
EnvironmentFile=-/etc/default/kubelet
ExecStart=
ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS
`,
};

/** A server of k3s: everything in one process, which its configuration file hands flags. */
export const k3sNode: Tree = {
  ...accounts(),
  'etc/hostname': 'k3s-1\n',
  'etc/systemd/system/k3s.service': `[Service]
EnvironmentFile=-/etc/systemd/system/k3s.service.env
ExecStart=/usr/local/bin/k3s \\
    server \\
	'--disable' \\
	'traefik' \\
	'--token' \\
	'K10-not-to-be-seen'
`,
  'etc/systemd/system/k3s.service.env': 'K3S_TOKEN=not-to-be-seen-either\n',
  'etc/rancher/k3s/config.yaml': `secrets-encryption: true
token: never-to-be-seen
kube-apiserver-arg:
  - profiling=false
  - anonymous-auth=false
kube-controller-manager-arg: [terminated-pod-gc-threshold=10]
`,
  'etc/rancher/k3s/config.yaml.d/10-audit.yaml': 'kube-apiserver-arg+:\n  - audit-log-maxage=30\n',
  'etc/rancher/k3s/k3s.yaml': kubeconfig,
  'var/lib/rancher/k3s/agent/etc/kubelet.conf.d/00-k3s-defaults.conf': kubeletConfiguration.replace(/staticPodPath.*\n/, ''),
  'var/lib/rancher/k3s/agent/kubelet.kubeconfig': kubeconfig,
  'var/lib/rancher/k3s/agent/client-ca.crt': pemFile(0o644),
  'var/lib/rancher/k3s/server/tls/server-ca.crt': pemFile(0o644),
  'var/lib/rancher/k3s/server/tls/server-ca.key': pemFile(0o600),
  'var/lib/rancher/k3s/server/cred/admin.kubeconfig': kubeconfig,
  'var/lib/rancher/k3s/server/db/etcd/': empty(0o700),
};

const rke2 = 'var/lib/rancher/rke2';

/** A server of RKE2: static Pods of its own making, and a kubelet that it starts. */
export const rke2Node: Tree = {
  ...accounts(),
  'etc/hostname': 'rke2-1\n',
  ...manifests(`${rke2}/agent/pod-manifests`, `${rke2}/server/tls`, 'etc/rancher/rke2/conf', 'v1.33.5-rke2r1'),
  ...under('etc/rancher/rke2/conf', configurations),
  'usr/local/lib/systemd/system/rke2-server.service': '[Service]\nExecStart=/usr/local/bin/rke2 server\n',
  'etc/rancher/rke2/config.yaml': 'kube-apiserver-arg: [audit-log-maxage=30]\nkubelet-arg:\n  - protect-kernel-defaults=true\n',
  'etc/rancher/rke2/rke2.yaml': kubeconfig,
  [`${rke2}/agent/etc/kubelet.conf.d/00-rke2-defaults.conf`]: kubeletConfiguration,
  [`${rke2}/agent/kubelet.kubeconfig`]: kubeconfig,
  [`${rke2}/server/tls/server-ca.crt`]: pemFile(0o644),
  [`${rke2}/server/tls/server-ca.key`]: pemFile(0o600),
  [`${rke2}/server/db/etcd/`]: empty(0o700),
};
