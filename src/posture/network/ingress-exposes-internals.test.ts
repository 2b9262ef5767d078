// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { ingressExposesInternals } from './ingress-exposes-internals.ts';

test.each([
  ['/metrics(/|$)(.*)', 1],
  ['/debug/pprof/', 1],
  ['/.git', 1],
  ['/shop/metrics.html', 0],
  ['/', 0],
])('%s', (path, count) => {
  const spec = { rules: [{ http: { paths: [{ path }] } }] };
  const object = objectOf({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'a' }, spec });
  expect(evaluateOn(ingressExposesInternals, [object]).findings).toHaveLength(count);
});
