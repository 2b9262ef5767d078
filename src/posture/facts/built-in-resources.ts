// SPDX-License-Identifier: Apache-2.0
// The resources that Kubernetes itself serves, by group; those marked with ! belong to no namespace.
const table: Readonly<Record<string, string>> = {
  '': 'componentstatuses! configmaps endpoints events limitranges namespaces! nodes! persistentvolumes! persistentvolumeclaims pods podtemplates replicationcontrollers resourcequotas secrets services serviceaccounts bindings',
  'admissionregistration.k8s.io':
    'mutatingadmissionpolicies! mutatingadmissionpolicybindings! mutatingwebhookconfigurations! validatingadmissionpolicies! validatingadmissionpolicybindings! validatingwebhookconfigurations!',
  'apiextensions.k8s.io': 'customresourcedefinitions!',
  'apiregistration.k8s.io': 'apiservices!',
  apps: 'controllerrevisions daemonsets deployments replicasets statefulsets',
  'authentication.k8s.io': 'tokenreviews! selfsubjectreviews!',
  'authorization.k8s.io': 'localsubjectaccessreviews selfsubjectaccessreviews! selfsubjectrulesreviews! subjectaccessreviews!',
  autoscaling: 'horizontalpodautoscalers',
  batch: 'cronjobs jobs',
  'certificates.k8s.io': 'certificatesigningrequests! clustertrustbundles! podcertificaterequests',
  'coordination.k8s.io': 'leases',
  'discovery.k8s.io': 'endpointslices',
  'events.k8s.io': 'events',
  // Gone since 1.16 and 1.22; rules that name them for old clusters are right there.
  extensions: 'daemonsets deployments replicasets ingresses networkpolicies podsecuritypolicies!',
  'flowcontrol.apiserver.k8s.io': 'flowschemas! prioritylevelconfigurations!',
  'networking.k8s.io': 'ingresses ingressclasses! networkpolicies ipaddresses! servicecidrs!',
  'node.k8s.io': 'runtimeclasses!',
  policy: 'poddisruptionbudgets podsecuritypolicies!',
  'rbac.authorization.k8s.io': 'clusterroles! clusterrolebindings! roles rolebindings',
  'resource.k8s.io': 'deviceclasses! resourceclaims resourceclaimtemplates resourceslices!',
  'scheduling.k8s.io': 'priorityclasses!',
  'storage.k8s.io': 'csidrivers! csinodes! csistoragecapacities storageclasses! volumeattachments! volumeattributesclasses!',
};

interface BuiltInResource {
  readonly groups: readonly string[];
  readonly namespaced: boolean;
}

const resources = new Map<string, BuiltInResource>();
for (const [group, names] of Object.entries(table)) {
  for (const text of names.split(' ')) {
    const name = text.replace('!', '');
    resources.set(name, { groups: [...(resources.get(name)?.groups ?? []), group], namespaced: !text.endsWith('!') });
  }
}

/** A resource by its name in the API: `pods`, in lower case and plural. */
export function builtInResource(name: string): BuiltInResource | undefined {
  return resources.get(name);
}

export function builtInResourceNames(): readonly string[] {
  return [...resources.keys()];
}

export function isBuiltInGroup(group: string): boolean {
  return Object.hasOwn(table, group);
}

/** The resource of a kind that Kubernetes serves: `pods` of Pod. */
export function resourceOfKind(kind: string): string | undefined {
  const lower = kind.toLowerCase();
  return [lower, `${lower}s`, `${lower}es`, lower.replace(/y$/, 'ies')].find((name) => resources.has(name));
}
