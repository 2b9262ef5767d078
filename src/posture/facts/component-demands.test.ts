// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { kubeletAnonymousAuth } from '../node/kubelet-anonymous-auth.ts';
import { kubeletHostnameOverride } from '../node/kubelet-hostname-override.ts';
import { apiServerProfiling } from '../cluster/api-server-profiling.ts';
import { etcdClientCertificateAuth } from '../cluster/etcd-client-certificate-auth.ts';
import { evaluateOn, podOf } from '../testing.ts';
import { kubeletFile, nodeRunning, staticPod, verdicts } from './component-testing.ts';

const node = (...flags: readonly string[]) => nodeRunning('kubelet', '--config=/var/lib/kubelet/config.yaml', ...flags);
const secure = { authentication: { anonymous: { enabled: false } } };
const open = { authentication: { anonymous: { enabled: true } } };

describe('the kubelet that was seen with its flags', () => {
  test('a fault is told of the object that decides', () => {
    const file = kubeletFile('root/var/lib/kubelet/config.yaml', open);
    const told = (...flags: readonly string[]) =>
      evaluateOn(kubeletAnonymousAuth, [node(...flags), file]).findings.map(({ object, path }) => `${object.kind} ${path}`);
    expect(told()).toEqual(['KubeletConfiguration /authentication/anonymous/enabled']);
    expect(told('--anonymous-auth')).toEqual(['NodeEvidence /processes/0/command/2']);
    expect(told('--anonymous-auth=false')).toEqual([]);
  });

  test('each of its objects is counted only where it decides', () => {
    const file = kubeletFile('root/var/lib/kubelet/config.yaml', secure);
    const { tallies } = evaluateOn(kubeletAnonymousAuth, [node(), file]);
    expect(tallies.get('kubelet-anonymous-auth')).toEqual({ pass: 1, fail: 0, unknown: 0 });
  });

  test('a file that is not in the input hides what it may say, and no flags', () => {
    expect(verdicts(kubeletAnonymousAuth, node())).toEqual(['unknown /processes/0/command']);
    expect(verdicts(kubeletHostnameOverride, node())).toEqual([]);
  });

  test('flags without a file have the old defaults', () => {
    expect(verdicts(kubeletAnonymousAuth, nodeRunning('kubelet', '--v=2'))).toEqual(['fail /processes/0/command']);
  });
});

test('what a drop-in leaves out is no verdict', () => {
  const { findings, tallies } = evaluateOn(kubeletAnonymousAuth, [kubeletFile('kubelet.conf.d/10.conf', { port: 10250 })]);
  expect([findings, tallies.get('kubelet-anonymous-auth')]).toEqual([[], { pass: 0, fail: 0, unknown: 0 }]);
  expect(verdicts(kubeletAnonymousAuth, kubeletFile('kubelet.conf.d/10.conf', open))).toEqual(['fail /authentication/anonymous/enabled']);
});

test('without the component there is no verdict', () => {
  const { tallies } = evaluateOn(apiServerProfiling, [staticPod('kube-scheduler', '--profiling=true')]);
  expect(tallies.get('api-server-profiling')).toEqual({ pass: 0, fail: 0, unknown: 0 });
});

test('etcd by its environment, by a file, and by what is not in the manifest', () => {
  const etcd = (container: {
    readonly [key: string]: string | readonly { readonly [key: string]: string | object }[] | readonly string[];
  }) =>
    verdicts(
      etcdClientCertificateAuth,
      podOf(JSON.parse(JSON.stringify({ containers: [{ name: 'etcd', command: ['etcd'], ...container }] }))),
    );
  expect(etcd({ env: [{ name: 'ETCD_CLIENT_CERT_AUTH', value: 'true' }] })).toEqual([]);
  expect(etcd({ env: [{ name: 'ETCD_CLIENT_CERT_AUTH', value: 'false' }] })).toEqual(['fail /spec/containers/0/env/0/value']);
  expect(etcd({ env: [{ name: 'ETCD_CLIENT_CERT_AUTH', valueFrom: { fieldRef: {} } }] })).toEqual(['unknown /spec/containers/0/env/0']);
  expect(etcd({ envFrom: [{ configMapRef: {} }] })).toEqual(['unknown /spec/containers/0/command']);
  expect(etcd({ command: ['etcd', '--config-file=/etc/etcd.yaml', '--client-cert-auth'] })).toEqual(['unknown /spec/containers/0/command']);
});
