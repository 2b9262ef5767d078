// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { authenticationReservedNames } from './authentication-reserved-names.ts';

function found(issuer: JsonObject): string[] {
  const jwt = [{ issuer: { url: 'https://login.example.com', audiences: ['kubernetes'] }, ...issuer }];
  const object = objectOf({ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AuthenticationConfiguration', jwt });
  return evaluateOn(authenticationReservedNames, [object]).findings.map(({ path }) => path);
}

const username = { claim: 'sub', prefix: 'oidc:' };

test('an empty prefix is none, and one of the system is no better', () => {
  expect(found({ claimMappings: { username, groups: { claim: 'groups', prefix: '' } } })).toEqual(['/jwt/0/claimMappings/groups']);
  expect(found({ claimMappings: { username: { claim: 'sub', prefix: 'system:' } } })).toEqual(['/jwt/0/claimMappings/username']);
  expect(found({ claimMappings: { username } })).toEqual([]);
});

test('an expression has its own prefix, or a rule that refuses', () => {
  const groups = { expression: 'claims.roles' };
  expect(found({ claimMappings: { username, groups } })).toEqual(['/jwt/0/claimMappings/groups']);
  expect(found({ claimMappings: { username, groups: { expression: "claims.roles.map(r, 'oidc:' + r)" } } })).toEqual([]);
  expect(found({ claimMappings: { username: { expression: '"s" + claims.sub' } } })).toHaveLength(1);
  const userValidationRules = [{ expression: "user.groups.all(g, !g.startsWith('system:'))" }];
  expect(found({ claimMappings: { username, groups }, userValidationRules })).toEqual([]);
  expect(found({ claimMappings: { username: { expression: 'claims.sub' } }, userValidationRules })).toHaveLength(1);
});
