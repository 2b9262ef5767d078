// SPDX-License-Identifier: Apache-2.0
// Events for tests, as a server of today writes them.
import type { JsonObject } from '../json.ts';
import { type AuditEvent, decodeAuditEvent } from './event.ts';

/** The JSON of an event: a GET of a Pod by a service account, with these fields instead. */
export function auditRecord(fields: JsonObject = {}): JsonObject {
  return {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    auditID: '7f3c9a52-0000-4000-8000-000000000001',
    stage: 'ResponseComplete',
    requestURI: '/api/v1/namespaces/shop/pods/web',
    verb: 'get',
    user: {
      username: 'system:serviceaccount:shop:api',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:shop', 'system:authenticated'],
    },
    sourceIPs: ['10.0.0.7'],
    userAgent: 'api/1.0',
    objectRef: { resource: 'pods', namespace: 'shop', name: 'web', apiVersion: 'v1' },
    responseStatus: { metadata: {}, code: 200 },
    requestReceivedTimestamp: '2026-03-02T10:00:00.000001Z',
    stageTimestamp: '2026-03-02T10:00:00.000002Z',
    annotations: { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': '' },
    ...fields,
  };
}

/** The same, decoded. */
export function auditEvent(fields: JsonObject = {}): AuditEvent {
  const event = decodeAuditEvent(auditRecord(fields));
  if ('broken' in event) throw new TypeError(event.broken);
  return event;
}
