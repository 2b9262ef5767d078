// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { hardeningLayersUnseen } from './hardening-layers-unseen.ts';

test('names what else was not seen', () => {
  const spec = { containers: [{ name: 'a', image: 'a', command: ['/usr/local/bin/kube-apiserver'] }] };
  const server = objectOf({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'kube-apiserver', namespace: 'kube-system' }, spec });
  const backup = objectOf({ apiVersion: 'velero.io/v1', kind: 'Schedule', metadata: { name: 'a' } });
  const details = evaluateOn(hardeningLayersUnseen, [server, backup]).findings.map(({ detail }) => detail);
  expect(details).toEqual(['not in the input: the kubelet configuration, certificates, a service mesh']);
});
