// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { auditEvent } from '../../model/audit/testing.ts';
import { impersonationRequests, requestOf, userOf } from './recorded.ts';

const jane = { username: 'jane', groups: ['dev', 'system:authenticated'], extra: { 'example.com/team': ['shop'] }, uid: 'u-1' };

test('who was authorised, and for what', () => {
  const event = auditEvent();
  expect(userOf(event)?.name).toBe('system:serviceaccount:shop:api');
  expect(requestOf(event)).toEqual({
    kind: 'resource',
    verb: 'get',
    apiGroup: '',
    resource: 'pods',
    subresource: '',
    name: 'web',
    namespace: 'shop',
  });
  expect(impersonationRequests(event)).toEqual([]);
});

const asked = (fields: Parameters<typeof auditEvent>[0]) =>
  impersonationRequests(auditEvent(fields)).map((request) =>
    request.kind === 'resource'
      ? [request.verb, request.apiGroup, request.resource, request.subresource, request.namespace, request.name].join(' ')
      : `${request.verb} ${request.path}`,
  );

test('the impersonated user is who was authorised, and impersonating needs rights of its own', () => {
  expect(userOf(auditEvent({ impersonatedUser: jane }))?.name).toBe('jane');
  expect(asked({ impersonatedUser: jane })).toEqual([
    'impersonate  users   jane',
    'impersonate  groups   dev',
    'impersonate authentication.k8s.io uids   u-1',
    'impersonate authentication.k8s.io userextras example.com/team  shop',
  ]);
  const account = { username: 'system:serviceaccount:shop:web', groups: ['system:serviceaccounts', 'system:serviceaccounts:shop'] };
  expect(asked({ impersonatedUser: account })).toEqual(['impersonate  serviceaccounts  shop web']);
});

test('constrained impersonation asks for the request, too', () => {
  const authenticationMetadata = { impersonationConstraint: 'impersonate:user-info' };
  expect(asked({ impersonatedUser: { username: 'jane' }, authenticationMetadata })).toEqual([
    'impersonate:user-info authentication.k8s.io users   jane',
    'impersonate-on:user-info:get  pods  shop web',
  ]);
});
