// SPDX-License-Identifier: Apache-2.0
// Which flags the components no longer have, from their changelogs, and which etcd has at all, from its help.
import type { ComponentName } from '../../model/components/component.ts';
import { apiServerFlags } from './api-server-names.ts';

/** Flags by the first Kubernetes version that refuses them: the component then exits. */
const removed: Readonly<Partial<Record<ComponentName, Readonly<Record<string, string>>>>> = {
  'kube-apiserver': {
    ...from('1.14', 'repair-malformed-updates', 'enable-swagger-ui', 'experimental-keystone-url', 'experimental-bootstrap-token-auth'),
    ...from('1.14', 'tls-ca-file', 'storage-versions', 'authorization-rbac-super-user'),
    ...from('1.16', 'etcd-quorum-read'),
    ...from('1.19', 'basic-auth-file', 'audit-dynamic-configuration'),
    ...from('1.20', 'ssh-user', 'ssh-keyfile'),
    ...from('1.24', 'insecure-port', 'insecure-bind-address', 'port', 'address', 'experimental-encryption-provider-config'),
    ...from('1.24', 'kubelet-https', 'target-ram-mb', 'deserialization-cache-size', 'service-account-api-audiences'),
    ...from('1.24', 'experimental-logging-sanitization'),
    ...from('1.26', 'master-service-namespace'),
    ...from('1.28', 'identity-lease-duration-seconds', 'identity-lease-renew-interval-seconds'),
    ...from('1.33', 'cloud-provider', 'cloud-config', 'cloud-provider-gce-lb-src-cidrs', 'cloud-provider-gce-l7lb-src-cidrs'),
  },
  'kube-controller-manager': {
    ...from('1.24', 'port', 'address', 'experimental-cluster-signing-duration'),
    ...from('1.27', 'pod-eviction-timeout', 'enable-taint-manager'),
  },
  'kube-scheduler': {
    ...from('1.24', 'port', 'address', 'policy-config-file', 'policy-configmap', 'policy-configmap-namespace', 'use-legacy-policy-config'),
    ...from('1.24', 'algorithm-provider', 'hard-pod-affinity-symmetric-weight', 'scheduler-name'),
  },
  kubelet: {
    ...from('1.24', 'network-plugin', 'cni-bin-dir', 'cni-conf-dir', 'cni-cache-dir', 'docker-endpoint', 'image-pull-progress-deadline'),
    ...from('1.24', 'dynamic-config-dir', 'experimental-bootstrap-kubeconfig', 'network-plugin-mtu'),
    ...from('1.27', 'container-runtime', 'master-service-namespace'),
    ...from('1.35', 'pod-infra-container-image'),
  },
};

/** klog's own flags, which all of them had until 1.26. */
const logging = from(
  '1.26',
  'add-dir-header',
  'alsologtostderr',
  'log-backtrace-at',
  'log-dir',
  'log-file',
  'log-file-max-size',
  'logtostderr',
  'one-output',
  'skip-headers',
  'skip-log-headers',
  'stderrthreshold',
);

function from(version: string, ...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, version]));
}

/** The Kubernetes version that took a flag away from a component; undefined where it still has it, or never had it. */
export function removedIn(component: ComponentName, flag: string): string | undefined {
  if (component === 'etcd') return undefined;
  const own = removed[component];
  if (own !== undefined && Object.hasOwn(own, flag)) return own[flag];
  return Object.hasOwn(logging, flag) ? logging[flag] : undefined;
}

/** Whether no API server has a flag of this name; those of distributions, which build their own, may. */
export function isUnknownToApiServer(flag: string): boolean {
  return !apiServerFlags.has(flag) && removedIn('kube-apiserver', flag) === undefined && !/^openshift-|[.]/.test(flag);
}

/** Flags of etcd 3.4 to 3.7, without those that begin with `experimental-`, `discovery-`, `peer-` or `proxy`. */
const etcdFlags: ReadonlySet<string> = new Set(
  `advertise-client-urls auth-token auth-token-ttl auto-compaction-mode auto-compaction-retention auto-tls backend-batch-interval
  backend-batch-limit backend-bbolt-freelist-type bcrypt-cost bootstrap-defrag-threshold-megabytes ca-file cert-file cipher-suites
  client-cert-allowed-hostname client-cert-auth client-cert-file client-crl-file client-key-file compact-hash-check-enabled
  compact-hash-check-time compaction-batch-limit compaction-sleep-interval config-file corrupt-check-time cors data-dir debug
  distributed-tracing-address distributed-tracing-instance-id distributed-tracing-sampling-rate distributed-tracing-service-name
  discovery downgrade-check-time election-timeout enable-distributed-tracing enable-grpc-gateway enable-log-rotation enable-pprof
  enable-v2 feature-gates force-new-cluster grpc-keepalive-interval grpc-keepalive-min-time grpc-keepalive-timeout h
  heartbeat-interval help host-whitelist initial-advertise-peer-urls initial-cluster initial-cluster-state initial-cluster-token
  initial-election-tick-advance key-file listen-client-http-urls listen-client-urls listen-metrics-urls listen-peer-urls log-format
  log-level log-output log-outputs log-package-levels log-rotation-config-json logger max-concurrent-streams max-learners
  max-request-bytes max-snapshots max-txn-ops max-wals memory-mlock metrics name pre-vote quota-backend-bytes raft-read-timeout
  raft-write-timeout self-signed-cert-validity snapshot-catchup-entries snapshot-count socket-reuse-address socket-reuse-port
  stop-grpc-service-on-defrag strict-reconfig-check tls-max-version tls-min-version trusted-ca-file txn-mode-write-with-shared-buffer
  unsafe-no-fsync v2-deprecation version wal-dir warning-apply-duration warning-unary-request-duration watch-progress-notify-interval`.split(
    /\s+/,
  ),
);
const etcdFamilies =
  /^(?:discovery|peer|proxy)-|^proxy$|^experimental-(?!encryption)(?:backend|bootstrap|compact|compaction|corrupt|distributed|downgrade|enable|initial|max|memory|peer|set|snapshot|stop|txn|wait|warning|watch)-/;

/** Flags that began with `experimental-` until 3.6, or came with it. */
const etcdSince36: ReadonlySet<string> = new Set(
  `bootstrap-defrag-threshold-megabytes compact-hash-check-enabled compact-hash-check-time compaction-batch-limit
  compaction-sleep-interval corrupt-check-time distributed-tracing-address distributed-tracing-instance-id
  distributed-tracing-sampling-rate distributed-tracing-service-name downgrade-check-time enable-distributed-tracing feature-gates
  max-learners memory-mlock peer-skip-client-san-verification snapshot-catchup-entries warning-apply-duration
  watch-progress-notify-interval`.split(/\s+/),
);
const etcdUntil36 = /^(?:enable-v2|debug|log-output|log-package-levels|proxy|proxy-.*|experimental-enable-v2v3)$/;

/** Why an etcd of a minor version of 3 has no flag of this name, though another has it. */
export function etcdFlagOfAnother(flag: string, minor: number): string | undefined {
  if (minor >= 7 && flag.startsWith('experimental-')) return 'has no --experimental flags since 3.7';
  if (minor >= 6 && etcdUntil36.test(flag)) return `has no --${flag} since 3.6`;
  return minor < 6 && etcdSince36.has(flag) ? `has --${flag} from 3.6 on` : undefined;
}

/** Whether no etcd has a flag of this name: it exits where it is given one. */
export function isUnknownToEtcd(flag: string): boolean {
  return !etcdFlags.has(flag) && !etcdFamilies.test(flag);
}

/** Admission plugins that the API server no longer knows, by the first version that refuses them. */
export const removedPlugins: ReadonlyMap<string, string> = new Map([
  ['DenyEscalatingExec', '1.21'],
  ['DenyExecOnPrivileged', '1.21'],
  ['Initializers', '1.14'],
  ['PersistentVolumeLabel', '1.31'],
  ['PodSecurityPolicy', '1.25'],
  ['SecurityContextDeny', '1.30'],
]);
