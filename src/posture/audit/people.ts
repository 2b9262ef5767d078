// SPDX-License-Identifier: Apache-2.0
// Who makes the requests of the catalogue and of the detections. People and accounts have names that no policy is likely to name.
import type { AuditRequest } from '../../engines/audit-policy/index.ts';
import { requestsFor, somebody } from '../facts/audit-policy.ts';
import { builtInResource } from '../facts/built-in-resources.ts';

const account = (namespace: string, name: string) => ({
  name: `system:serviceaccount:${namespace}:${name}`,
  groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
});
const component = (name: string, ...groups: readonly string[]) => ({ name, groups: [...groups, 'system:authenticated'] });

export const people = {
  user: somebody,
  account: account('shop', 'api'),
  controller: account('kube-system', 'replicaset-controller'),
  endpointslices: account('kube-system', 'endpointslice-controller'),
  node: component('system:node:worker', 'system:nodes'),
  proxy: component('system:kube-proxy'),
  scheduler: component('system:kube-scheduler'),
  anonymous: { name: 'system:anonymous', groups: ['system:unauthenticated'] },
  nobody: undefined,
} as const satisfies Readonly<Record<string, AuditRequest['user']>>;

export type Person = keyof typeof people;

/** A request of theirs for `pods/exec`, `roles.rbac.authorization.k8s.io` or `/healthz`. What has no one object has no name. */
export function requestFor(verb: string, target: string, user: AuditRequest['user']): AuditRequest {
  const who = user === undefined ? {} : { user };
  if (target.startsWith('/')) return { ...who, verb, path: target };
  const [request = { verb }] = requestsFor(target, [verb], user ?? somebody);
  const isNamed = request.subresource !== '' || !['create', 'list', 'watch', 'deletecollection'].includes(verb);
  const { user: _, name = '', ...asked } = request;
  const given = isNamed ? name : '';
  return { ...asked, name: given, namespace: usualNamespace(asked.resource ?? '', given), ...who };
}

/** Where a request is, as its URL says it: a namespace is in itself, and what belongs to none is in none. */
export function usualNamespace(resource: string, name: string): string {
  if (resource === 'namespaces') return name;
  return builtInResource(resource)?.namespaced === false ? '' : 'default';
}
