// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { ingressBackendMissing } from './ingress-backend-missing.ts';

test('older versions, resources and actions by annotation', () => {
  const service = objectOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'shop' } });
  const found = (apiVersion: string, backend: object) => {
    const spec = { rules: [{ http: { paths: [{ backend: { ...backend } }] } }] };
    return evaluateOn(ingressBackendMissing, [
      objectOf({ apiVersion, kind: 'Ingress', metadata: { name: 'a' }, spec }),
      service,
    ]).findings.map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
  };
  expect(found('networking.k8s.io/v1beta1', { serviceName: 'ship', servicePort: 80 })).toEqual(['serviceName']);
  expect(found('networking.k8s.io/v1', { service: { name: 'ssl-redirect', port: { name: 'use-annotation' } } })).toEqual([]);
  expect(found('networking.k8s.io/v1', { resource: { kind: 'Bucket', name: 'a' } })).toEqual([]);
});
