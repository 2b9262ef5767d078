// SPDX-License-Identifier: Apache-2.0
// The Kubernetes Hardening Guide of NSA and CISA, version 1.2 (August 2022): what it recommends, in our words and in its order, and the
// checks that serve it. The guide numbers nothing, so the numbers are ours. What no check looks at is said.

export interface GuideRecommendation {
  /** `2.5`: chapter and place in it. */
  readonly number: string;
  readonly recommendation: string;
  /** Ids of checks; a `*` at the end stands for the rest of an id, so that a family serves as a whole. */
  readonly checks: readonly string[];
  /** What the guide asks for here and no check looks at. */
  readonly left?: string;
}

/** The guide's chapters, by the first part of the numbers. */
export const guideChapters: Readonly<Record<string, string>> = {
  '1': 'Pod security',
  '2': 'Network separation and hardening',
  '3': 'Authentication and authorization',
  '4': 'Audit logging and threat detection',
  '5': 'Upgrading and application security practices',
};

export const guideRecommendations: readonly GuideRecommendation[] = [
  {
    number: '1.1',
    recommendation: 'Containers run as users other than root, or in user namespaces',
    checks: words('run-as-root run-as-user-zero low-user-id root-group user-namespace windows-container-administrator'),
  },
  { number: '1.2', recommendation: 'Containers cannot change their own file system', checks: words('read-only-root-filesystem') },
  {
    number: '1.3',
    recommendation: 'Images are built with care, scanned, and admitted only where they are trusted',
    checks: words(
      'image-* scan-* trivy-* cosign-unknown-command policy-in-config-map api-server-always-pull-images gatekeeper-constraint-public-registry gatekeeper-template-image-prefix',
    ),
    left: 'What an image contains.',
  },
  {
    number: '1.4',
    recommendation: 'A control of the cluster enforces a minimum for all Pods',
    checks: words('pod-security-* gatekeeper-* webhook-* admission-* privileged-workload-namespace'),
  },
  {
    number: '1.5',
    recommendation: 'No privileged containers, and none of the features that lead out of a container',
    checks: words(
      'privileged-container host-namespaces host-path-volume sensitive-host-path writable-host-path persistent-volume-* container-runtime-socket host-port mount-propagation-bidirectional share-process-namespace restricted-volume-type windows-host-process unmasked-proc unmasked-proc-in-user-namespace unsafe-sysctl added-capabilities dangerous-capabilities capabilities-not-dropped net-raw-capability ineffective-capability merged-security-contexts misplaced-security-context-field',
    ),
  },
  { number: '1.6', recommendation: 'No process rises to root', checks: words('privilege-escalation run-as-root') },
  {
    number: '1.7',
    recommendation: 'SELinux, AppArmor and seccomp confine applications',
    checks: words('app-armor-disabled selinux-options selinux-level-fixed seccomp-* kubelet-seccomp-default'),
  },
  {
    number: '1.8',
    recommendation: 'Tokens of ServiceAccounts reach only the Pods that need them',
    checks: words(
      'service-account-token service-account-token-lifetime default-service-account deprecated-service-account-field rbac-default-account-bound rbac-service-account-token api-server-token-extension api-server-service-account-*',
    ),
  },
  {
    number: '1.9',
    recommendation: 'Container environments are hardened: sandboxes, small runtimes',
    checks: words('user-namespace'),
    left: 'Sandboxed runtimes.',
  },
  {
    number: '2.1',
    recommendation: 'Namespaces separate teams and purposes',
    checks: words('privileged-workload-namespace network-policy-every-namespace network-policy-namespace-free-label'),
    left: 'Which team or purpose a namespace has; the question CIS-5.6.1 gathers what there is.',
  },
  {
    number: '2.2',
    recommendation: 'Network policies isolate Pods, beginning with an explicit denial',
    checks: words('network-policy-* calico-*'),
  },
  {
    number: '2.3',
    recommendation: 'What a namespace, a node and a container may use is limited',
    checks: words('cpu-* memory-* ephemeral-storage-limit empty-dir-size-limit kubelet-pod-pids-limit api-server-event-rate-limit'),
    left: 'LimitRanges and ResourceQuotas.',
  },
  {
    number: '2.4',
    recommendation: 'The control plane is reached by few, authenticated and encrypted',
    checks: words(
      'api-server-listens-everywhere api-server-serving-certificate api-server-client-ca api-server-kubelet-* api-server-weak-ciphers api-server-profiling api-server-aggregation api-server-admission-plugin-removed api-server-always-admit api-server-namespace-lifecycle api-server-node-restriction controller-manager-* scheduler-* component-* control-plane-* pki-* private-key-* certificate-* static-pod-*',
    ),
    left: 'Firewalls.',
  },
  {
    number: '2.5',
    recommendation: 'etcd is reached by the API server alone, with certificates of its own',
    checks: words('etcd-* api-server-etcd-*'),
  },
  { number: '2.6', recommendation: 'kubeconfigs are protected', checks: words('kubeconfig-*') },
  {
    number: '2.7',
    recommendation: 'Worker nodes are kept apart from the control plane and from each other',
    checks: words(
      'kubelet-* kube-proxy-* cni-file-* control-plane-placement control-plane-toleration rbac-node-proxy rbac-change-nodes api-server-authorization-node api-server-node-restriction ssh-port hardening-layers-unseen',
    ),
    left: 'Networks and firewalls between nodes.',
  },
  {
    number: '2.8',
    recommendation: 'Traffic within the cluster and into it is encrypted',
    checks: words(
      'ingress-without-tls gateway-listener-without-tls falco-output-plaintext vault-store-ca api-server-weak-ciphers kubelet-weak-ciphers certificate-expired certificate-expires-soon certificate-not-yet-valid certificate-weak-* certificate-authority-expires certificate-issuer-mismatch ca-bundle-invalid',
    ),
    left: 'Service meshes.',
  },
  {
    number: '2.9',
    recommendation: 'Credentials are in Secrets, encrypted at rest, and read by few',
    checks: words(
      'encryption-* storage-without-encryption api-server-encryption-provider secret-* literal-secret-in-environment external-secret* vault-* rbac-read-secrets rbac-read-named-secrets rbac-create-secrets',
    ),
  },
  {
    number: '2.10',
    recommendation: 'Pods cannot reach the infrastructure of a cloud: its metadata and its API',
    checks: words('network-policy-egress-* network-policy-private-range host-namespaces'),
    left: 'Settings of the cloud.',
  },
  {
    number: '2.11',
    recommendation: 'What is open to the outside is meant to be',
    checks: words(
      'service-node-port service-load-balancer-open service-external-* service-without-selector api-server-external-ips ingress-* gateway-*',
    ),
  },
  {
    number: '3.1',
    recommendation: 'Anonymous requests are refused',
    checks: words('api-server-anonymous-* kubelet-anonymous-auth kubelet-read-only-port rbac-anonymous rbac-everyone'),
  },
  {
    number: '3.2',
    recommendation: 'Users prove who they are, by strong means',
    checks: words(
      'api-server-token-auth-file api-server-client-ca api-server-bootstrap-tokens-off kubelet-client-ca rbac-user-subject rbac-system-masters rbac-approve-certificates certificate-system-masters certificate-request-privileged certificate-long-lived audit-policy-failed-logins',
    ),
    left: 'How an identity provider asks for passwords and second factors; the question CIS-3.1.1 gathers the ways to log in.',
  },
  {
    number: '3.3',
    recommendation: 'Roles give users, administrators, developers and ServiceAccounts what each needs',
    checks: words('rbac-* api-server-authorization-* kubelet-authorization'),
  },
  {
    number: '4.1',
    recommendation: 'Audit logging is on, by a policy that records what matters',
    checks: words('api-server-audit-policy api-server-audit-log audit-policy-*'),
  },
  {
    number: '4.2',
    recommendation: 'Logs outlive a Pod, a container and a node',
    checks: words('audit-log-* api-server-audit-log-* falco-file-output-lost trivy-report-lost'),
  },
  {
    number: '4.3',
    recommendation: 'Logs are written throughout: hosts, applications, seccomp, events',
    checks: words('kubelet-event-rate api-server-event-rate-limit'),
    left: 'Logs of hosts and applications.',
  },
  {
    number: '4.4',
    recommendation: 'Logs are collected outside of the cluster',
    checks: [],
    left: 'Where logs are sent.',
  },
  {
    number: '4.5',
    recommendation: 'Something watches and raises alerts',
    checks: words('falco-*'),
    left: 'Who reads the alerts.',
  },
  {
    number: '5.1',
    recommendation: 'Patches and new versions are applied soon',
    checks: words(
      'control-plane-version-unsupported removed-api-version deprecated-api-version component-flag-removed api-server-admission-plugin-removed pod-security-version-stale external-secrets-version image-policy-version gatekeeper-template-version image-frozen-registry rbac-deprecated-resource rbac-removed-api-group',
    ),
    left: 'Versions of nodes and of applications.',
  },
  {
    number: '5.2',
    recommendation: 'The cluster is scanned for weaknesses, and attacked by its own people',
    checks: words('scan-* trivy-*'),
    left: 'Penetration tests.',
  },
  {
    number: '5.3',
    recommendation: 'What is not used is removed',
    checks: words('rbac-unused-role debug-container-left network-policy-selects-nothing api-server-profiling'),
    left: 'Workloads that nobody needs.',
  },
];

function words(text: string): string[] {
  return text.split(' ');
}

/** The numbers of the recommendations that a check serves. */
export function guideNumbersOf(check: string): string[] {
  return guideRecommendations.filter(({ checks }) => checks.some((pattern) => namesCheck(pattern, check))).map(({ number }) => number);
}

export function namesCheck(pattern: string, check: string): boolean {
  return pattern.endsWith('*') ? check.startsWith(pattern.slice(0, -1)) : check === pattern;
}
