// SPDX-License-Identifier: Apache-2.0
// From an event of the audit log to what the policy was asked.
import { requestAttributes } from '../../model/audit/attributes.ts';
import type { AuditEvent } from '../../model/audit/event.ts';
import type { AuditRequest } from './request.ts';

/** The request that an event tells of. The policy is asked before impersonation: the user is the one who authenticated. */
export function auditRequestOf(event: AuditEvent): AuditRequest {
  const { user } = event;
  const who = user === undefined ? {} : { user: { name: user.name, groups: user.groups } };
  const asked = requestAttributes(event);
  if (asked.kind === 'nonResource') return { ...who, verb: asked.verb, path: asked.path };
  const { verb, apiGroup, resource, subresource, namespace, name } = asked;
  return { ...who, verb, apiGroup, resource, subresource, namespace, name, path: event.requestURI.replace(/\?.*/, '') };
}
