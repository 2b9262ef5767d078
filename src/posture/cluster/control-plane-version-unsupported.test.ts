// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { controlPlaneVersionUnsupported } from './control-plane-version-unsupported.ts';

test.each([
  ['kube-apiserver', 'registry.k8s.io/kube-apiserver:v1.28.0', 1],
  ['kube-apiserver', 'registry.k8s.io/kube-apiserver:v1.33.9', 1],
  ['kube-apiserver', 'registry.k8s.io/kube-apiserver:v1.34.0', 0],
  ['kube-apiserver', 'registry.k8s.io/kube-apiserver:v1.40.0', 0],
  ['kube-apiserver', 'rancher/hardened-kubernetes:v1.29.0-rke2r1-build20240101', 1],
  ['kube-apiserver', 'kube-apiserver:custom', 0],
  ['kube-apiserver', 'registry.k8s.io/kube-apiserver', 0],
  ['etcd', 'registry.k8s.io/etcd:3.4.13-0', 1],
  ['etcd', 'quay.io/coreos/etcd:v3.5.21', 0],
  ['nginx', 'nginx:1.27', 0],
])('%s of %s', (program, image, count) => {
  expect(pathsFound(controlPlaneVersionUnsupported, { containers: [{ name: 'a', image, command: [program] }] })).toHaveLength(count);
});
