// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Json } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { auditPolicySecretBodies } from './audit-policy-secret-bodies.ts';

const found = (...rules: Json[]) =>
  evaluateOn(auditPolicySecretBodies, [objectOf({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules })]).findings.map(
    ({ path, remedy }) => [path, remedy?.kind === 'patch' ? remedy.patch[0]?.op : undefined],
  );

test.each<[Json, Json]>([
  [{ level: 'RequestResponse' }, [['/rules/0/level', 'add']]],
  [{ level: 'Request', resources: [{ resources: ['secrets'] }] }, [['/rules/0/level', 'replace']]],
  [{ level: 'Request', resources: [{ resources: ['secrets'] }], verbs: ['get', 'list'] }, []],
  [{ level: 'RequestResponse', resources: [{ resources: ['serviceaccounts'] }] }, []],
  [{ level: 'RequestResponse', resources: [{ resources: ['serviceaccounts/*'] }] }, [['/rules/0/level', 'add']]],
  [{ level: 'Request', resources: [{ group: 'authentication.k8s.io' }] }, [['/rules/0/level', 'add']]],
])('%j', (rule, expected) => {
  expect(found(rule)).toEqual(expected);
});
