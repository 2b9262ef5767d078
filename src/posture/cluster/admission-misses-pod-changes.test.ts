// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { admissionMissesPodChanges } from './admission-misses-pod-changes.ts';

const reasons = (...rules: readonly { resources: string[]; operations: string[] }[]) => {
  const webhooks = [{ name: 'a', rules: rules.map((rule) => ({ apiGroups: ['*'], apiVersions: ['*'], ...rule })) }];
  const kind = 'ValidatingWebhookConfiguration';
  const object = objectOf({ apiVersion: 'admissionregistration.k8s.io/v1', kind, metadata: { name: 'a' }, webhooks });
  return evaluateOn(admissionMissesPodChanges, [object]).findings.map(({ reason }) => reason);
};

test('a wildcard for resources leaves out subresources', () => {
  expect(reasons({ resources: ['*'], operations: ['*'] })).toEqual(['ephemeral containers are not judged']);
  expect(reasons({ resources: ['*/*'], operations: ['*'] })).toEqual([]);
});

test('rules add up', () => {
  const first = { resources: ['pods'], operations: ['CREATE'] };
  expect(reasons(first, { resources: ['pods', 'pods/*'], operations: ['UPDATE'] })).toEqual([]);
  expect(reasons({ resources: ['pods/exec'], operations: ['CONNECT'] })).toEqual([]);
});
