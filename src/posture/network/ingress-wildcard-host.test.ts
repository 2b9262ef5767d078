// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { ingressWildcardHost } from './ingress-wildcard-host.ts';

test('an empty host is none', () => {
  const ingress = objectOf({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'a' },
    spec: { rules: [{ host: '' }] },
  });
  expect(evaluateOn(ingressWildcardHost, [ingress]).findings.map(({ path }) => path)).toEqual(['/spec/rules/0/host']);
});
