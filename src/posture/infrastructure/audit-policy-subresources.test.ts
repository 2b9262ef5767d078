// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Json } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { auditPolicySubresources } from './audit-policy-subresources.ts';

const found = (...rules: Json[]) =>
  evaluateOn(auditPolicySubresources, [objectOf({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules })]).findings.map(
    ({ path }) => path,
  );
const pods = (...resources: string[]) => ({ resources: [{ group: '', resources }] });

test('what another rule records as well is not missed', () => {
  const rest = { level: 'Metadata' };
  expect(found({ level: 'Request', ...pods('pods') }, rest)).toEqual(['/rules/0/resources/0/resources']);
  expect(found({ level: 'Request', ...pods('pods') }, { level: 'Request', ...pods('pods/ephemeralcontainers') }, rest)).toEqual([]);
  expect(found({ level: 'Request', ...pods('pods') }, { level: 'RequestResponse' })).toEqual([]);
});

test('reads and metadata are no matter', () => {
  expect(found({ level: 'Request', verbs: ['get'], ...pods('pods') })).toEqual([]);
  expect(found({ level: 'Metadata', ...pods('pods') })).toEqual([]);
});
