// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { routeWithoutTls } from './route-without-tls.ts';

const found = (apiVersion: string, kind: string, spec: object) =>
  evaluateOn(routeWithoutTls, [objectOf({ apiVersion, kind, metadata: { name: 'a' }, spec: { ...spec } })]).findings.length;

test('what has TLS by its entry point, and a root without', () => {
  expect(found('traefik.io/v1alpha1', 'IngressRoute', { entryPoints: ['websecure'], routes: [{}] })).toBe(0);
  expect(found('projectcontour.io/v1', 'HTTPProxy', { virtualhost: { fqdn: 'a.example.com' } })).toBe(1);
  expect(found('route.openshift.io/v1', 'Route', { tls: { termination: 'edge' } })).toBe(0);
});
