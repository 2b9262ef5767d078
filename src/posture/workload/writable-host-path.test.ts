// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf, pathsFound } from '../testing.ts';
import { writableHostPath } from './writable-host-path.ts';

const volumes = [{ name: 'v', hostPath: { path: '/etc/kubernetes/pki/etcd' } }];
const mounting = { name: 'a', image: 'a', volumeMounts: [{ name: 'v', mountPath: '/v' }] };

test('ephemeral containers and volumes that nobody mounts do not count', () => {
  expect(pathsFound(writableHostPath, { ephemeralContainers: [mounting], volumes })).toEqual([]);
});

test('the control plane may write its data, not its keys', () => {
  const metadata = { name: 'etcd', namespace: 'kube-system', labels: { component: 'etcd', tier: 'control-plane' } };
  const etcd = objectOf({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [mounting], volumes } });
  expect(evaluateOn(writableHostPath, [etcd]).findings.map(({ path }) => path)).toEqual(['/spec/containers/0/volumeMounts/0']);
});
