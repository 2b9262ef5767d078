// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { authenticationConfigurationInvalid } from './authentication-configuration-invalid.ts';

function found(...jwt: readonly JsonObject[]): string[] {
  const object = objectOf({ apiVersion: 'apiserver.config.k8s.io/v1beta1', kind: 'AuthenticationConfiguration', jwt });
  return evaluateOn(authenticationConfigurationInvalid, [object]).findings.map(({ reason }) => reason);
}

const issuer = { url: 'https://login.example.com', audiences: ['kubernetes'] };
const claimMappings = { username: { claim: 'sub', prefix: '' } };

test('what the API server takes is silent', () => {
  expect(found({ issuer, claimMappings })).toEqual([]);
  expect(found({ issuer: { ...issuer, audiences: ['a', 'b'], audienceMatchPolicy: 'MatchAny' }, claimMappings })).toEqual([]);
  const email = { username: { expression: 'claims.email' } };
  expect(
    found({ issuer, claimMappings: email, claimValidationRules: [{ expression: 'claims.?email_verified.orValue(true) == true' }] }),
  ).toEqual([]);
});

test('each of its demands is found where it is not met', () => {
  expect(found({ issuer: { ...issuer, url: 'http://login.example.com' }, claimMappings })).toEqual(['the issuer has no https address']);
  expect(found({ issuer: { ...issuer, discoveryURL: 'http://a/.well-known/openid-configuration' }, claimMappings })).toHaveLength(1);
  expect(found({ issuer: { url: issuer.url }, claimMappings })).toEqual(['no audience is demanded']);
  expect(found({ issuer: { ...issuer, audiences: ['a', 'b'] }, claimMappings })).toHaveLength(1);
  expect(found({ issuer })).toEqual(['no claim names the user']);
  expect(found({ issuer, claimMappings: { username: { claim: 'sub' } } })).toEqual(['a claim needs a prefix']);
  expect(found({ issuer, claimMappings: { username: { claim: 'sub', expression: 'claims.sub' } } })).toHaveLength(1);
  expect(found({ issuer, claimMappings: { username: { expression: 'claims.email' } } })).toHaveLength(1);
  expect(found({ issuer, claimMappings }, { issuer, claimMappings })).toEqual(['the issuer is listed twice']);
});
