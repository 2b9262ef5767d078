// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { ingressDefaultBackend } from './ingress-default-backend.ts';

test('older versions call it backend', () => {
  const spec = { backend: { serviceName: 'a', servicePort: 80 }, rules: [{ host: 'a.example.com' }] };
  const object = objectOf({ apiVersion: 'extensions/v1beta1', kind: 'Ingress', metadata: { name: 'a' }, spec });
  expect(evaluateOn(ingressDefaultBackend, [object]).findings.map(({ path }) => path)).toEqual(['/spec/backend']);
});
