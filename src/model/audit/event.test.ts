// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { authorizationDecision, requestAttributes } from './attributes.ts';
import { decodeAuditEvent } from './event.ts';
import { auditEvent, auditRecord } from './testing.ts';

test('an event keeps who, what and when, and nothing of the bodies', () => {
  const event = decodeAuditEvent(auditRecord({ requestObject: { data: { word: 'größe' } }, responseObject: { a: '😀' } }), true);
  expect(event).toMatchObject({
    user: { name: 'system:serviceaccount:shop:api', uid: '' },
    objectRef: { resource: 'pods', subresource: '', apiGroup: '', apiVersion: 'v1' },
    requestBytes: Buffer.byteLength('{"data":{"word":"größe"}}'),
    responseBytes: Buffer.byteLength('{"a":"😀"}'),
  });
  expect(JSON.stringify(event)).not.toContain('größe');
});

test('older versions: group and version in one, other times', () => {
  const { requestReceivedTimestamp: _, stageTimestamp: __, ...rest } = auditRecord();
  const event = decodeAuditEvent({
    ...rest,
    apiVersion: 'audit.k8s.io/v1alpha1',
    metadata: { creationTimestamp: '2018-01-01T00:00:01Z' },
    timestamp: '2018-01-01T00:00:00Z',
    objectRef: { resource: 'deployments', namespace: 'shop', name: 'web', apiVersion: 'apps/v1beta1' },
  });
  expect(event).toMatchObject({
    requestReceivedTimestamp: '2018-01-01T00:00:00Z',
    stageTimestamp: '2018-01-01T00:00:01Z',
    objectRef: { apiGroup: 'apps', apiVersion: 'v1beta1' },
  });
});

test.each([
  [{ verb: 5 }, 'it is an audit event without a verb'],
  [{ stage: null }, 'it is an audit event without auditID or stage'],
  [{ requestURI: null, objectRef: null }, 'it is an audit event that names neither requestURI nor objectRef'],
])('what is no event: %j', (fields, broken) => {
  expect(decodeAuditEvent(auditRecord(fields))).toEqual({ broken });
});

const pods = { kind: 'resource', apiGroup: '', resource: 'pods', subresource: '', name: '', namespace: 'shop' };

test.each([
  ['create', '/api/v1/namespaces/shop/pods?dryRun=All', pods],
  ['create', '/api/v1/namespaces/shop/pods/web/eviction', { ...pods, name: 'web', subresource: 'eviction' }],
  ['create', '/api/v1/namespaces', { ...pods, resource: 'namespaces', namespace: '' }],
  ['update', '/api/v1/namespaces/shop/finalize', { ...pods, resource: 'namespaces', name: 'shop', subresource: 'finalize' }],
  ['patch', '/apis/apps/v1/namespaces/shop/deployments/a%2Dz', { ...pods, apiGroup: 'apps', resource: 'deployments', name: 'a-z' }],
  ['list', '/api/v1/pods?limit=5&fieldSelector=spec.nodeName%3Da%2Cmetadata.name%3Dweb', { ...pods, name: 'web', namespace: '' }],
  ['list', '/api/v1/pods?fieldSelector=metadata.name!%3Dweb', { ...pods, namespace: '' }],
  ['watch', '/api/v1/watch/namespaces/shop/pods/web', { ...pods, name: 'web' }],
  ['get', '/api/v1/namespaces/shop', { ...pods, resource: 'namespaces', name: 'shop' }],
  ['get', '/healthz/%', { kind: 'nonResource', path: '/healthz/%' }],
  ['get', '/apis/apps/v1?timeout=32s', { kind: 'nonResource', path: '/apis/apps/v1' }],
  ['get', '/api/v1', { kind: 'nonResource', path: '/api/v1' }],
])('%s %s asks', (verb, requestURI, expected) => {
  expect(requestAttributes(auditEvent({ verb, requestURI, objectRef: null }))).toEqual({ verb, ...expected });
});

test('a name that comes from the body was not asked', () => {
  const objectRef = { resource: 'pods', namespace: 'shop', name: 'web', apiVersion: 'v1' };
  expect(requestAttributes(auditEvent({ verb: 'create', requestURI: '/api/v1/namespaces/shop/pods', objectRef }))).toMatchObject({
    name: '',
  });
  expect(requestAttributes(auditEvent({ verb: 'create', requestURI: '/proxy/c-1/api/v1/namespaces/shop/pods', objectRef }))).toMatchObject({
    kind: 'resource',
    resource: 'pods',
    name: '',
  });
});

test('the decision is the annotation, else what the code tells', () => {
  expect(authorizationDecision(auditEvent({ responseStatus: { code: 403 } }))).toBe('allow');
  const decision = (code: number | null, user = auditRecord()['user'] ?? null) =>
    authorizationDecision(auditEvent({ annotations: null, responseStatus: { code }, user }));
  expect([decision(404), decision(403), decision(401), decision(null), decision(200, null)]).toEqual([
    'allow',
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
