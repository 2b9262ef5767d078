// SPDX-License-Identifier: Apache-2.0
// Which laws a change can matter to at all, by the kinds that it touches.
import { groupOf, type KubernetesObject } from '../model/object.ts';
import { workloadKinds } from '../model/workloads.ts';
import type { Effect } from './change/change.ts';

const networkKinds: ReadonlySet<string> = new Set([
  ...workloadKinds,
  'Namespace',
  'Node',
  'Service',
  'ServiceAccount',
  'EndpointSlice.discovery.k8s.io',
  'Ingress.networking.k8s.io',
  'NetworkPolicy.networking.k8s.io',
]);
const networkGroups =
  /^(?:gateway\.networking\.k8s\.io|policy\.networking\.k8s\.io|(?:crd\.)?projectcalico\.org|cilium\.io|route\.openshift\.io)$/;

/** Whether who reaches whom may be another. */
export function touchesNetwork(effects: readonly Effect[]): boolean {
  return effects.some((effect) => isNetworkKind(objectOf(effect)));
}

/** Whether who may do what may be another. */
export function touchesPermissions(effects: readonly Effect[]): boolean {
  return effects.some((effect) => groupOf(objectOf(effect).apiVersion) === 'rbac.authorization.k8s.io');
}

/** Whether an attacker's ways may be others: by what runs, who may connect, who may do what, and what admission lets run. */
export function touchesPaths(effects: readonly Effect[]): boolean {
  return touchesNetwork(effects) || touchesPermissions(effects);
}

function objectOf(effect: Effect): KubernetesObject {
  return effect.kind === 'removed' ? effect.before : effect.after;
}

function isNetworkKind({ apiVersion, kind }: KubernetesObject): boolean {
  const group = groupOf(apiVersion);
  return networkGroups.test(group) || networkKinds.has(group === '' ? kind : `${kind}.${group}`);
}
