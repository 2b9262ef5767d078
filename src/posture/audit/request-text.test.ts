// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { parseRequest, requestText } from './request-text.ts';
import { requestCatalogue } from './request-catalogue.ts';

const jane = { name: 'jane', groups: ['system:authenticated'] };
const pods = { apiGroup: '', resource: 'pods', subresource: '', namespace: 'default', name: '', user: jane, verb: 'get' };

test.each([
  ['get pods', pods],
  ['get  pods web -n prod', { ...pods, name: 'web', namespace: 'prod' }],
  [
    'create pods/exec web as bob in ops,dev',
    { ...pods, verb: 'create', subresource: 'exec', name: 'web', user: { name: 'bob', groups: ['system:authenticated', 'ops', 'dev'] } },
  ],
  ['list secrets -A as nobody', { verb: 'list', apiGroup: '', resource: 'secrets', subresource: '', namespace: '', name: '' }],
  ['update deployments/scale', { ...pods, verb: 'update', apiGroup: 'apps', resource: 'deployments', subresource: 'scale' }],
  ['update deployments/scale.apps', { ...pods, verb: 'update', apiGroup: 'apps', resource: 'deployments', subresource: 'scale' }],
  ['get widgets.example.com', { ...pods, apiGroup: 'example.com', resource: 'widgets' }],
  ['create clusterroles', { ...pods, verb: 'create', apiGroup: 'rbac.authorization.k8s.io', resource: 'clusterroles', namespace: '' }],
  ['delete namespaces prod', { ...pods, verb: 'delete', resource: 'namespaces', name: 'prod', namespace: 'prod' }],
  ['GET /healthz?verbose', { verb: 'get', path: '/healthz', user: jane }],
])('%s', (text, request) => {
  expect(parseRequest(text)).toEqual(request);
});

test('names tell groups', () => {
  const groups = (user: string) => {
    const request = parseRequest(`get pods as ${user}`);
    return 'refused' in request ? [] : request.user?.groups;
  };
  expect(groups('system:serviceaccount:a:b')).toEqual(['system:serviceaccounts', 'system:serviceaccounts:a', 'system:authenticated']);
  expect(groups('system:node:n1')).toEqual(['system:nodes', 'system:authenticated']);
  expect(groups('system:anonymous')).toEqual(['system:unauthenticated']);
});

test.each([
  '',
  'get',
  'get Pods!',
  'read pods',
  'get pods -n',
  'get pods a b',
  'get pods --as x',
  'get /api -n prod',
  'get pods as nobody in ops',
])('refused: %s', (text) => {
  expect(parseRequest(text)).toMatchObject({ refused: expect.stringMatching(/./) });
});

test('what is written is read again', () => {
  for (const { request } of requestCatalogue) {
    const text = requestText(request);
    const read = parseRequest(text);
    expect('refused' in read ? read.refused : requestText(read)).toBe(text);
  }
});
