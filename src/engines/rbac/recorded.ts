// SPDX-License-Identifier: Apache-2.0
// From an event of the audit log to what RBAC was asked.
import { requestAttributes } from '../../model/audit/attributes.ts';
import type { AuditEvent, AuditUser } from '../../model/audit/event.ts';
import type { Request, ResourceRequest } from './rule.ts';
import type { User } from './subject.ts';

/** Who was authorised for the request: the impersonated user where there is one. Undefined where nobody was authenticated. */
export function userOf({ user, impersonatedUser }: AuditEvent): User | undefined {
  return impersonatedUser ?? user;
}

/** What the authorizer was asked. */
export function requestOf(event: AuditEvent): Request {
  return requestAttributes(event);
}

const authentication = 'authentication.k8s.io';
const serviceAccount = /^system:serviceaccount:([^:]+):([^:]+)$/;

/**
 * What the authenticated user had to be allowed besides, for the impersonation. Groups that the server adds by itself are left out: the log
 * does not tell whether they were asked for.
 */
export function impersonationRequests(event: AuditEvent): Request[] {
  const { impersonatedUser, impersonationConstraint } = event;
  if (impersonatedUser === undefined) return [];
  const verb = impersonationConstraint ?? 'impersonate';
  const identities = identityRequests(impersonatedUser, verb, impersonationConstraint === undefined ? '' : authentication);
  const asked = requestOf(event);
  // Constrained impersonation asks first for the right to make this very request as somebody else.
  return impersonationConstraint === undefined
    ? identities
    : [...identities, { ...asked, verb: `impersonate-on:${verb.slice('impersonate:'.length)}:${asked.verb}` }];
}

function identityRequests(user: AuditUser, verb: string, apiGroup: string): ResourceRequest[] {
  const account = serviceAccount.exec(user.name);
  const node = apiGroup === '' || !user.name.startsWith('system:node:') ? undefined : user.name.slice('system:node:'.length);
  const base = { kind: 'resource', verb, apiGroup, subresource: '', namespace: '' } as const;
  const implied = new Set(['system:authenticated', 'system:unauthenticated']);
  if (account !== null) for (const group of ['system:serviceaccounts', `system:serviceaccounts:${account[1]}`]) implied.add(group);
  if (node !== undefined) implied.add('system:nodes');
  const who: ResourceRequest =
    account !== null
      ? { ...base, resource: 'serviceaccounts', namespace: account[1] ?? '', name: account[2] ?? '' }
      : node !== undefined
        ? // One rule for all nodes is asked for where a node agent speaks as its own node.
          { ...base, resource: 'nodes', name: verb === 'impersonate:associated-node' ? '*' : node }
        : { ...base, resource: 'users', name: user.name };
  return [
    who,
    ...user.groups.filter((group) => !implied.has(group)).map((name) => ({ ...base, resource: 'groups', name })),
    ...(user.uid === '' ? [] : [{ ...base, apiGroup: authentication, resource: 'uids', name: user.uid }]),
    ...Object.entries(user.extra).flatMap(([key, names]) =>
      names.map((name) => ({ ...base, apiGroup: authentication, resource: 'userextras', subresource: key, name })),
    ),
  ];
}
