// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { auditEvent } from '../../model/audit/testing.ts';
import { needsOf } from './needs-of.ts';

function needs(fields: Parameters<typeof auditEvent>[0]): string[] {
  return needsOf(auditEvent({ objectRef: null, ...fields })).map(({ user, request, decision, besides = '' }) =>
    [decision, request.verb, request.kind === 'resource' ? `${request.resource}/${request.name}` : request.path, user.name, besides]
      .join(' ')
      .trim(),
  );
}

const account = 'system:serviceaccount:shop:api';
const forbid = { annotations: { 'authorization.k8s.io/decision': 'forbid' }, responseStatus: { code: 403 } };

test('a request is a need when it was allowed, whatever became of it, and a refusal when it was not', () => {
  expect(needs({ responseStatus: { code: 404 } })).toEqual([`allowed get pods/web ${account}`]);
  expect(needs(forbid)).toEqual([`denied get pods/web ${account}`]);
  expect(needs({ stage: 'RequestReceived', annotations: null, responseStatus: null })).toEqual([]);
  expect(needs({ user: null, annotations: null, responseStatus: { code: 401 } })).toEqual([]);
});

test('what the server asks for besides', () => {
  const requestURI = '/api/v1/namespaces/shop/configmaps/a';
  expect(needs({ verb: 'patch', requestURI, responseStatus: { code: 201 } })).toEqual([
    `allowed patch configmaps/a ${account}`,
    `allowed create configmaps/a ${account} patch that created`,
  ]);
  expect(needs({ verb: 'patch', requestURI })).toHaveLength(1);
  expect(needs({ requestURI: '/api/v1/namespaces/shop/pods/web/exec', responseStatus: { code: 101 } })).toHaveLength(2);
});

test('impersonation was allowed even where the request then was not', () => {
  expect(needs({ ...forbid, user: { username: 'jane' }, impersonatedUser: { username: 'friend' } })).toEqual([
    'denied get pods/web friend',
    'allowed impersonate users/friend jane impersonation',
  ]);
});
