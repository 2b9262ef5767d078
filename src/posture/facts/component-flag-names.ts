// SPDX-License-Identifier: Apache-2.0
// The flags of Kubernetes' components, by their names alone: those of 1.24, 1.28, 1.32 and 1.36 together, hidden and deprecated ones
// among them. A test holds the list against the help of the programs.
import type { ComponentName } from '../../model/components/component.ts';
import { apiServerFlags } from './api-server-names.ts';

function names(text: string): readonly string[] {
  return text.split(/\s+/);
}

const everywhere =
  names(`add-dir-header allow-metric-labels allow-metric-labels-manifest alsologtostderr disabled-metrics emulated-version feature-gates help
  kubeconfig log-backtrace-at log-dir log-file log-file-max-size log-flush-frequency log-json-info-buffer-size log-json-split-stream
  log-text-info-buffer-size log-text-split-stream logging-format logtostderr min-compatibility-version one-output
  show-hidden-metrics-for-version skip-headers skip-log-headers stderrthreshold v version vmodule`);

/** Of whatever serves: certificates, and who may ask. */
const serving = names(`address authentication-kubeconfig authentication-skip-lookup authentication-token-webhook-cache-ttl
  authentication-tolerate-lookup-failure authorization-always-allow-paths authorization-kubeconfig
  authorization-webhook-cache-authorized-ttl authorization-webhook-cache-unauthorized-ttl bind-address cert-dir client-ca-file
  contention-profiling disable-http2-serving http2-max-streams-per-connection insecure-bind-address insecure-port
  permit-address-sharing permit-port-sharing port profiling requestheader-allowed-names requestheader-client-ca-file
  requestheader-extra-headers-prefix requestheader-group-headers requestheader-uid-headers requestheader-username-headers secure-port
  tls-cert-file tls-cipher-suites tls-curve-preferences tls-min-version tls-private-key-file tls-sni-cert-key`);

/** Of what is a client with one leader. */
const client = names(`kube-api-burst kube-api-content-type kube-api-qps leader-elect leader-elect-lease-duration leader-elect-renew-deadline
  leader-elect-resource-lock leader-elect-resource-name leader-elect-resource-namespace leader-elect-retry-period master`);

const known: Readonly<Record<Exclude<ComponentName, 'etcd'>, ReadonlySet<string>>> = {
  // Of 1.36, and what older ones had besides.
  'kube-apiserver': new Set([
    ...everywhere,
    ...serving,
    ...apiServerFlags,
    ...names(`cloud-config cloud-provider cloud-provider-gce-l7lb-src-cidrs cloud-provider-gce-lb-src-cidrs
    identity-lease-duration-seconds identity-lease-renew-interval-seconds master-service-namespace service-account-api-audiences`),
  ]),
  'kube-controller-manager': new Set([
    ...everywhere,
    ...serving,
    ...client,
    ...names(`allocate-node-cidrs allow-untagged-cloud attach-detach-reconcile-sync-period cidr-allocator-type cloud-config cloud-provider
  cluster-cidr cluster-name cluster-signing-cert-file cluster-signing-duration cluster-signing-key-file
  cluster-signing-kube-apiserver-client-cert-file cluster-signing-kube-apiserver-client-key-file
  cluster-signing-kubelet-client-cert-file cluster-signing-kubelet-client-key-file cluster-signing-kubelet-serving-cert-file
  cluster-signing-kubelet-serving-key-file cluster-signing-legacy-unknown-cert-file cluster-signing-legacy-unknown-key-file
  concurrent-cron-job-syncs concurrent-daemonset-syncs concurrent-deployment-syncs concurrent-device-taint-eviction-syncs
  concurrent-endpoint-syncs concurrent-ephemeralvolume-syncs concurrent-gc-syncs concurrent-horizontal-pod-autoscaler-syncs
  concurrent-job-syncs concurrent-namespace-syncs concurrent-node-status-updates concurrent-node-syncs concurrent-rc-syncs
  concurrent-replicaset-syncs concurrent-resource-quota-syncs concurrent-resourceclaim-syncs concurrent-service-endpoint-syncs
  concurrent-service-syncs concurrent-serviceaccount-token-syncs concurrent-statefulset-syncs concurrent-ttl-after-finished-syncs
  concurrent-validating-admission-policy-status-syncs configure-cloud-routes controller-shutdown-timeout controller-start-interval
  controllers deleting-pods-burst deleting-pods-qps disable-attach-detach-reconcile-sync disable-force-detach-on-timeout
  enable-dynamic-provisioning enable-garbage-collector enable-hostpath-provisioner enable-leader-migration enable-taint-manager
  endpoint-updates-batch-period endpointslice-updates-batch-period experimental-cluster-signing-duration external-cloud-volume-plugin
  flex-volume-plugin-dir horizontal-pod-autoscaler-cpu-initialization-period horizontal-pod-autoscaler-downscale-delay
  horizontal-pod-autoscaler-downscale-stabilization horizontal-pod-autoscaler-initial-readiness-delay
  horizontal-pod-autoscaler-sync-period horizontal-pod-autoscaler-tolerance horizontal-pod-autoscaler-upscale-delay
  large-cluster-size-threshold leader-migration-config legacy-service-account-token-clean-up-period max-endpoints-per-slice
  min-resync-period mirroring-concurrent-service-endpoint-syncs mirroring-endpointslice-updates-batch-period
  mirroring-max-endpoints-per-subset namespace-sync-period node-cidr-mask-size node-cidr-mask-size-ipv4 node-cidr-mask-size-ipv6
  node-eviction-rate node-monitor-grace-period node-monitor-period node-startup-grace-period node-status-update-frequency
  node-sync-period pod-eviction-timeout pv-recycler-increment-timeout-nfs pv-recycler-minimum-timeout-hostpath
  pv-recycler-minimum-timeout-nfs pv-recycler-pod-template-filepath-hostpath pv-recycler-pod-template-filepath-nfs
  pv-recycler-timeout-increment-hostpath pvclaimbinder-sync-period register-retry-count resource-quota-sync-period root-ca-file
  route-reconciliation-period secondary-node-eviction-rate service-account-private-key-file service-cluster-ip-range
  terminated-pod-gc-threshold unhealthy-zone-threshold use-service-account-credentials volume-host-allow-local-loopback
  volume-host-cidr-denylist`),
  ]),
  'kube-scheduler': new Set([
    ...everywhere,
    ...serving,
    ...client,
    ...names(`config pod-max-in-unschedulable-pods-duration write-config-to`),
  ]),
  kubelet: new Set([
    ...everywhere,
    ...names(`address allowed-unsafe-sysctls anonymous-auth application-metrics-count-limit authentication-token-webhook
  authentication-token-webhook-cache-ttl authorization-mode authorization-webhook-cache-authorized-ttl
  authorization-webhook-cache-unauthorized-ttl azure-container-registry-config boot-id-file bootstrap-kubeconfig cert-dir
  cgroup-driver cgroup-root cgroups-per-qos client-ca-file cloud-config cloud-provider cluster-dns cluster-domain config config-dir
  container-hints container-log-max-files container-log-max-size container-runtime container-runtime-endpoint containerd
  containerd-namespace contention-profiling cpu-cfs-quota cpu-cfs-quota-period cpu-manager-policy cpu-manager-policy-options
  cpu-manager-reconcile-period docker docker-env-metadata-whitelist docker-only docker-root docker-tls docker-tls-ca docker-tls-cert
  docker-tls-key enable-controller-attach-detach enable-debugging-handlers enable-load-reader enable-server enforce-node-allocatable
  event-burst event-qps event-storage-age-limit event-storage-event-limit eviction-hard eviction-max-pod-grace-period
  eviction-minimum-reclaim eviction-pressure-transition-period eviction-soft eviction-soft-grace-period exit-on-lock-contention
  experimental-allocatable-ignore-eviction experimental-kernel-memcg-notification experimental-mounter-path fail-cgroupv1 fail-swap-on
  file-check-frequency global-housekeeping-interval hairpin-mode healthz-bind-address healthz-port hostname-override
  housekeeping-interval http-check-frequency image-credential-provider-bin-dir image-credential-provider-config
  image-gc-high-threshold image-gc-low-threshold image-service-endpoint iptables-drop-bit iptables-masquerade-bit
  keep-terminated-pod-volumes kernel-memcg-notification kube-api-burst kube-api-content-type kube-api-qps kube-reserved
  kube-reserved-cgroup kubelet-cgroups local-storage-capacity-isolation lock-file log-cadvisor-usage machine-id-file
  make-iptables-util-chains manifest-url manifest-url-header master-service-namespace max-open-files max-pods maximum-dead-containers
  maximum-dead-containers-per-container memory-manager-policy minimum-container-ttl-duration minimum-image-ttl-duration node-ip
  node-labels node-status-max-images node-status-update-frequency oom-score-adj pod-cidr pod-infra-container-image pod-manifest-path
  pod-max-pids pods-per-core port protect-kernel-defaults provider-id qos-reserved read-only-port register-node register-schedulable
  register-with-taints registry-burst registry-qps reserved-cpus reserved-memory resolv-conf root-dir rotate-certificates
  rotate-server-certificates runonce runtime-cgroups runtime-request-timeout seccomp-default serialize-image-pulls
  storage-driver-buffer-duration storage-driver-db storage-driver-host storage-driver-password storage-driver-secure
  storage-driver-table storage-driver-user streaming-connection-idle-timeout sync-frequency system-cgroups system-reserved
  system-reserved-cgroup tls-cert-file tls-cipher-suites tls-min-version tls-private-key-file topology-manager-policy
  topology-manager-policy-options topology-manager-scope volume-plugin-dir volume-stats-agg-period windows-priorityclass
  windows-service`),
  ]),
  'kube-proxy': new Set([
    ...everywhere,
    ...names(`bind-address bind-address-hard-fail cbr0 cleanup cluster-cidr config config-sync-period conntrack-max-per-core conntrack-min
  conntrack-tcp-be-liberal conntrack-tcp-timeout-close-wait conntrack-tcp-timeout-established conntrack-udp-timeout
  conntrack-udp-timeout-stream detect-local-mode enable-dsr forward-healthcheck-vip healthz-bind-address healthz-port
  hostname-override init-only iptables-localhost-nodeports iptables-masquerade-bit iptables-min-sync-period iptables-sync-period
  ipvs-exclude-cidrs ipvs-min-sync-period ipvs-scheduler ipvs-strict-arp ipvs-sync-period ipvs-tcp-timeout ipvs-tcpfin-timeout
  ipvs-udp-timeout kube-api-burst kube-api-content-type kube-api-qps masquerade-all master metrics-bind-address metrics-port
  network-name nodeport-addresses oom-score-adj pod-bridge-interface pod-interface-name-prefix profiling proxy-mode proxy-port-range
  source-vip udp-timeout windows-service write-config-to`),
  ]),
};

/** Flags by the first version that has them, where an older one that is given them exits. */
const added: Readonly<Partial<Record<ComponentName, Readonly<Record<string, string>>>>> = {
  'kube-apiserver': {
    'authentication-config': '1.29',
    'authorization-config': '1.29',
    'encryption-provider-config-automatic-reload': '1.26',
    'service-account-signing-endpoint': '1.32',
  },
  kubelet: { 'config-dir': '1.28' },
};

/** The flags that a component has in one version or another; undefined of etcd, whose versions are its own. */
export function flagsOf(component: ComponentName): ReadonlySet<string> | undefined {
  return component === 'etcd' ? undefined : known[component];
}

/** The first Kubernetes version in which a component has a flag, where that is known. */
export function addedIn(component: ComponentName, flag: string): string | undefined {
  const own = added[component];
  return own !== undefined && Object.hasOwn(own, flag) ? own[flag] : undefined;
}
