// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { containersOf, violationOf } from '../testing.ts';
import { privileged } from './privileged.ts';

test('names every privileged container, init containers first', () => {
  const initContainers = [{ name: 'i', securityContext: { privileged: true } }];
  expect(violationOf(privileged, 'v1.0', { ...containersOf({}, { privileged: true }), initContainers })).toEqual({
    reason: 'privileged',
    detail: 'containers "i", "b" must not set securityContext.privileged=true',
    paths: ['/spec/initContainers/0/securityContext/privileged', '/spec/containers/1/securityContext/privileged'],
  });
});

test('sees ephemeral containers', () => {
  const ephemeralContainers = [{ name: 'debug', securityContext: { privileged: true } }];
  expect(violationOf(privileged, 'latest', { ephemeralContainers })).toMatchObject({
    detail: 'container "debug" must not set securityContext.privileged=true',
    paths: ['/spec/ephemeralContainers/0/securityContext/privileged'],
  });
});

test.each([{}, { privileged: false }, { privileged: null }])('allows %j', (securityContext) => {
  expect(violationOf(privileged, 'latest', containersOf(securityContext))).toBeUndefined();
});
