// SPDX-License-Identifier: Apache-2.0
// The checks of kube-linter and kube-score by name, and what tells the same here: the checks that have the name among their aliases, others
// that tell it by another way, or the reason why nothing does.

export interface Peer {
  readonly name: string;
  /** Every check that the peer has. */
  readonly checks: readonly string[];
  /** Told by checks that look at it from another side, so that an alias would say too much. */
  readonly toldBy: Readonly<Record<string, readonly string[]>>;
  readonly leftOut: Readonly<Record<string, string>>;
}

const refused = 'the API server refuses the object, so nothing of it is ever in force';
const breaks = 'the program does not start or is never ready, which its first rollout shows';
const spread = 'the scheduler spreads replicas over nodes and zones by default';
const convention = 'a convention of one organisation, which secures nothing';
const equal = 'that requests equal limits is a choice of the class of service; an attacker gains nothing by the difference';

export const kubeLinter: Peer = {
  name: 'kube-linter',
  checks: `access-to-create-pods access-to-secrets aggregate-to-admin-escalation approve-signers-without-resource-names
    automount-service-account-token bind-verb-in-role cluster-wide-secrets-access configmap-with-credentials container-runtime-sock
    deletecollection-verb-in-role escalate-verb-in-role externalname-service-redirect hpa-maximum-replicas image-not-pinned-by-digest image-sha
    impersonate-without-resource-names init-container-security-gap insecure-route-termination kube-chainsaw-rbac no-startup-probe
    projected-token-long-expiration schema-validation stackrox-securedcluster-deprecated-fields target-port-specification
    unset-ephemeral-storage-requirements volumeclaimtemplates webhook-failure-policy-ignore wildcard-resource-verb-combo
    cluster-admin-role-binding dangling-horizontalpodautoscaler dangling-ingress
    dangling-networkpolicy dangling-networkpolicypeer-podselector dangling-service dangling-servicemonitor default-service-account
    deprecated-service-account-field dnsconfig-options docker-sock drop-net-raw-capability duplicate-env-var env-value-from env-var-secret
    exposed-services host-ipc host-network host-pid hpa-minimum-three-replicas invalid-target-ports job-ttl-seconds-after-finished
    latest-tag liveness-port minimum-three-replicas mismatching-selector no-anti-affinity no-extensions-v1beta no-liveness-probe
    no-node-affinity no-read-only-root-fs no-readiness-probe no-rolling-update-strategy non-existent-service-account non-isolated-pod
    pdb-max-unavailable pdb-min-available pdb-unhealthy-pod-eviction-policy priority-class-name privilege-escalation-container
    privileged-container privileged-ports read-secret-from-env-var readiness-port required-annotation-email required-label-owner
    restart-policy run-as-non-root scc-deny-privileged-container sensitive-host-mounts sorted-keys ssh-port startup-port unsafe-proc-mount
    unsafe-sysctls unset-cpu-requirements unset-memory-requirements use-namespace wildcard-in-rules writable-host-mount`.split(/\s+/),
  toldBy: {
    'aggregate-to-admin-escalation': ['rbac-aggregation'],
    'approve-signers-without-resource-names': ['rbac-approve-certificates'],
    'bind-verb-in-role': ['rbac-bind-roles'],
    'cluster-wide-secrets-access': ['rbac-read-secrets'],
    'configmap-with-credentials': ['secret-in-config-map'],
    'container-runtime-sock': ['container-runtime-socket'],
    'escalate-verb-in-role': ['rbac-escalate-roles'],
    'externalname-service-redirect': ['service-external-name'],
    'impersonate-without-resource-names': ['rbac-impersonate'],
    'init-container-security-gap': ['run-as-root'],
    'kube-chainsaw-rbac': ['rbac-escalate-roles', 'rbac-bind-roles', 'rbac-impersonate', 'rbac-read-secrets', 'rbac-create-workloads'],
    'non-isolated-pod': ['network-policy-missing', 'network-policy-no-default-deny'],
    'webhook-failure-policy-ignore': ['webhook-fails-open'],
    'wildcard-resource-verb-combo': ['rbac-wildcard-resources', 'rbac-wildcard-verbs'],
  },
  leftOut: {
    'deletecollection-verb-in-role':
      'whoever may delete one may delete each: the verb makes it quicker, and the right to delete is what counts',
    'hpa-maximum-replicas': 'how far a program may grow is a matter of cost, which its owner weighs',
    'no-startup-probe': 'a slow start is no weakness, and a failing one shows at the first rollout',
    'schema-validation': 'the API server validates what it is given; pod templates that it would refuse are told as bad input',
    'stackrox-securedcluster-deprecated-fields': 'fields of one product’s own resource, which its operator converts',
    'target-port-specification': refused,
    volumeclaimtemplates: convention,
    'dangling-networkpolicypeer-podselector': 'a rule for pods that are not there lets nobody in; the pods may come later',
    'dangling-servicemonitor': 'a loss for those who watch, and no protection is built on it',
    'dnsconfig-options': 'the number of dots is a matter of speed',
    'duplicate-env-var': 'the last one holds, as the API server says when the object is applied',
    'env-value-from': breaks,
    'invalid-target-ports': breaks,
    'job-ttl-seconds-after-finished':
      'finished Jobs of a CronJob are kept in a limited number by default, and others are the evidence of what ran',
    'liveness-port': breaks,
    'mismatching-selector': refused,
    'no-anti-affinity': spread,
    'no-node-affinity': 'which nodes are right is known to the cluster’s owner alone',
    'no-rolling-update-strategy': 'Recreate is right for programs of which two must not run at once',
    'pdb-unhealthy-pod-eviction-policy':
      'by default pods that are not ready are kept while they may be recovering data; nearly every budget leaves it so',
    'priority-class-name': 'which class is right is a choice of the whole cluster',
    'readiness-port': breaks,
    'required-annotation-email': convention,
    'required-label-owner': convention,
    'restart-policy': refused,
    'sorted-keys': convention,
    'startup-port': breaks,
    'use-namespace': 'an object of a file without a namespace goes where it is applied to, which the file does not say',
  },
};

export const kubeScore: Peer = {
  name: 'kube-score',
  checks: `container-cpu-requests-equal-limits container-ephemeral-storage-request-and-limit
    container-ephemeral-storage-request-equals-limit container-image-pull-policy container-image-tag container-memory-requests-equal-limits
    container-ports-check container-resource-requests-equal-limits container-resources container-seccomp-profile
    container-security-context-privileged container-security-context-readonlyrootfilesystem container-security-context-user-group-id
    cronjob-has-deadline cronjob-restartpolicy deployment-has-host-podantiaffinity deployment-has-poddisruptionbudget
    deployment-pod-selector-labels-match-template-metadata-labels deployment-replicas deployment-strategy
    deployment-targeted-by-hpa-does-not-have-replicas-configured environment-variable-key-duplication horizontalpodautoscaler-has-target
    horizontalpodautoscaler-replicas ingress-targets-service label-values networkpolicy-targets-pod pod-networkpolicy pod-probes
    pod-probes-identical pod-topology-spread-constraints poddisruptionbudget-has-policy service-targets-pod service-type stable-version
    statefulset-has-host-podantiaffinity statefulset-has-poddisruptionbudget statefulset-has-servicename
    statefulset-pod-selector-labels-match-template-metadata-labels`.split(/\s+/),
  toldBy: {
    'container-image-pull-policy': ['image-pull-policy'],
    'container-security-context-readonlyrootfilesystem': ['read-only-root-filesystem'],
    'horizontalpodautoscaler-replicas': ['autoscaler-without-range'],
  },
  leftOut: {
    'container-cpu-requests-equal-limits': equal,
    'container-ephemeral-storage-request-equals-limit': equal,
    'container-memory-requests-equal-limits': equal,
    'container-resource-requests-equal-limits': equal,
    'container-ports-check': refused,
    'cronjob-has-deadline': 'a run that is missed is a matter of operation',
    'cronjob-restartpolicy': refused,
    'deployment-has-host-podantiaffinity': spread,
    'statefulset-has-host-podantiaffinity': spread,
    'pod-topology-spread-constraints': spread,
    'deployment-pod-selector-labels-match-template-metadata-labels': refused,
    'statefulset-pod-selector-labels-match-template-metadata-labels': refused,
    'deployment-strategy': 'Recreate is right for programs of which two must not run at once',
    'environment-variable-key-duplication': 'the last one holds, as the API server says when the object is applied',
    'label-values': refused,
    'pod-probes-identical': 'a choice of operation: what is told is that there are none',
    'poddisruptionbudget-has-policy':
      'a budget that says nothing stands in nobody’s way and guards nothing; which number is right is for its owner',
    'statefulset-has-servicename': 'pods without a name of their own are reached by nobody, and that is noticed',
  },
};
