// SPDX-License-Identifier: Apache-2.0
// What an event says that somebody had to be allowed.
import { impersonationRequests, type Request, requestOf, type ResourceRequest, type User, userOf } from '../../engines/rbac/index.ts';
import { authorizationDecision } from '../../model/audit/attributes.ts';
import type { AuditEvent } from '../../model/audit/event.ts';

export interface EventNeed {
  readonly user: User;
  readonly request: Request;
  readonly decision: 'allowed' | 'denied';
  /** Why the request is asked for besides the one that was recorded. */
  readonly besides?: string;
}

/** Before an answer nothing is decided, and a login that failed is nobody's need. */
export function needsOf(event: AuditEvent): readonly EventNeed[] {
  const user = userOf(event);
  const code = event.responseStatus?.code;
  if (user === undefined || event.stage === 'RequestReceived') return [];
  const allowed = authorizationDecision(event) === 'allow';
  if (!allowed && code !== 403) return [];
  const request = requestOf(event);
  const main: EventNeed = { user, request, decision: allowed ? 'allowed' : 'denied' };
  const besides = allowed && request.kind === 'resource' ? implied(request, code) : [];
  if (besides.length === 0 && event.impersonatedUser === undefined) return [main];
  return [main, ...besides.map((need): EventNeed => ({ user, decision: 'allowed', ...need })), ...impersonation(event)];
}

const streams = new Set(['exec', 'attach', 'portforward']);

/** What the server asks for after the request itself was allowed. */
function implied(request: ResourceRequest, code: number | undefined): Pick<EventNeed, 'request' | 'besides'>[] {
  const { verb, apiGroup, resource, subresource } = request;
  const create = { ...request, verb: 'create' };
  if (code === 201 && (verb === 'patch' || verb === 'update')) return [{ request: create, besides: `${verb} that created` }];
  if (verb === 'get' && apiGroup === '' && resource === 'pods' && streams.has(subresource))
    return [{ request: create, besides: 'a WebSocket needs create since Kubernetes 1.35' }];
  return [];
}

function impersonation(event: AuditEvent): EventNeed[] {
  const { user } = event;
  if (user === undefined) return [];
  // The event names the other user only where that was allowed, whatever became of the request.
  return impersonationRequests(event).map((request) => ({ user, request, decision: 'allowed', besides: 'impersonation' }));
}
