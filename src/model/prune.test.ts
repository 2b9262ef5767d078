// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { detached, prune } from './prune.ts';

test('managedFields go', () => {
  const pod = { kind: 'Pod', metadata: { name: 'a', managedFields: [{}] }, spec: {} };
  expect(prune(pod)).toEqual({ kind: 'Pod', metadata: { name: 'a' }, spec: {} });
  expect(pod.metadata.managedFields).toHaveLength(1);
});

test('schemas of CustomResourceDefinitions go, and what engines ask of them stays', () => {
  const versions = [{ name: 'v1', served: true, schema: { openAPIV3Schema: {} } }, 'wrong'];
  const spec = { group: 'example.com', scope: 'Namespaced', versions, validation: {}, conversion: { strategy: 'Webhook' } };
  expect(prune({ kind: 'CustomResourceDefinition', spec })).toEqual({
    kind: 'CustomResourceDefinition',
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      versions: [{ name: 'v1', served: true }, 'wrong'],
      conversion: { strategy: 'Webhook' },
    },
  });
});

test.each([
  { kind: 'Pod', spec: { versions: [{ schema: 1 }], validation: 1 } },
  { kind: 'CustomResourceDefinition', spec: 1 },
  { metadata: 1 },
])('%j is left as it is', (body) => {
  expect(prune(body)).toBe(body);
});

test('detached is a copy', () => {
  const body = { a: ['x', 1, null, 12345678901234567890n, { b: 'é\u2028"' }], c: true };
  expect(detached(body)).toEqual(body);
  expect(detached(body)['a']).not.toBe(body.a);
});
