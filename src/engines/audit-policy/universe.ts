// SPDX-License-Identifier: Apache-2.0
// Which requests there can be: what the API server makes of URLs and credentials, as far as it may serve it. A rule that takes
// nothing but other requests records nothing of interest.
import type { AuditRequest } from './request.ts';

/** Every verb that a request for a resource can have; '' is an HTTP method that no resource knows. */
export const resourceVerbs = ['get', 'list', 'create', 'update', 'patch', 'delete', 'watch', 'deletecollection', 'proxy', ''] as const;

/** Verbs of requests for other paths are the HTTP method, whatever it is, in lower case. */
export function isPathVerb(verb: string): boolean {
  return /^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(verb);
}

/** Groups of custom resources have a dot, and Kubernetes' own without one are these. */
export function isApiGroup(group: string): boolean {
  return group.includes('.') || ['', 'apps', 'autoscaling', 'batch', 'extensions', 'policy'].includes(group);
}

/** Whether a resource or a subresource may be called that. */
export function isResourceName(name: string): boolean {
  return /^[a-z][a-z0-9-]*$/.test(name);
}

export function isNamespaceName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]*$/.test(name);
}

/** Whether a path is that of no resource: `/api/v1` is, `/api/v1/pods` is not. */
export function isOtherPath(path: string): boolean {
  if (!path.startsWith('/')) return false;
  const parts = path.replace(/^\/+|\/+$/g, '').split('/');
  return (parts[0] !== 'api' && parts[0] !== 'apis') || parts.length <= (parts[0] === 'api' ? 2 : 3);
}

/** A request's parts for which the verb says whether there is one object: a list has no name, a subresource is of a named object. */
export function isPossible({ verb, subresource = '', name = '' }: Pick<AuditRequest, 'verb' | 'subresource' | 'name'>): boolean {
  if (subresource !== '' && (name === '' || verb === 'list' || verb === 'deletecollection')) return false;
  switch (verb) {
    case 'get':
    case 'update':
    case 'patch':
    case 'delete':
      return name !== '';
    case 'create':
      return (name === '') === (subresource === '');
    case 'deletecollection':
      return name === '';
    default:
      return true;
  }
}

const [authenticated, unauthenticated] = ['system:authenticated', 'system:unauthenticated'] as const;
export const anonymous = 'system:anonymous';
const accounts = 'system:serviceaccounts';

/** Whether anybody can have this name: those of service accounts have a form. */
export function isUserName(name: string): boolean {
  return name !== '' && (!name.startsWith('system:serviceaccount:') || accountNamespace(name) !== undefined);
}

/** The groups that everybody of this name is in. */
export function groupsOfName(name: string): readonly string[] {
  if (name === anonymous) return [unauthenticated];
  const namespace = accountNamespace(name);
  return namespace === undefined ? [authenticated] : [accounts, `${accounts}:${namespace}`, authenticated];
}

/** Whether somebody of this name can be in a further group: anonymous users and service accounts are in none. */
export function mayJoin(name: string, group: string): boolean {
  const isReserved = group === unauthenticated || group === accounts || group.startsWith(`${accounts}:`);
  return group !== '' && !isReserved && name !== anonymous && accountNamespace(name) === undefined;
}

/** The namespace of a service account, by its user name or by the group of the accounts there. */
export function accountNamespace(user: string): string | undefined {
  return /^system:serviceaccount:([a-z0-9][a-z0-9-]*):[a-z0-9][a-z0-9.-]*$/.exec(user)?.[1];
}

export function namespaceOfGroup(group: string): string | undefined {
  return /^system:serviceaccounts:([a-z0-9][a-z0-9-]*)$/.exec(group)?.[1];
}
