// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { componentFileNotMounted } from './component-file-not-mounted.ts';

const found = (flags: readonly string[], ...mounts: readonly string[]) =>
  evaluateOn(componentFileNotMounted, [
    podOf({
      containers: [
        {
          name: 'a',
          image: 'a',
          command: ['kube-apiserver', ...flags],
          volumeMounts: mounts.map((mountPath) => ({ name: 'm', mountPath })),
        },
      ],
    }),
  ]).findings.map(({ detail }) => /names (\S+),/.exec(detail)?.[1]);

test('folders show what is below them', () => {
  expect(found(['--client-ca-file=/pki/ca.crt'], '/pki/')).toEqual([]);
  expect(found(['--client-ca-file=/pki/ca.crt'], '/pki/ca.crt')).toEqual([]);
  expect(found(['--client-ca-file=/pki/ca.crt', '--etcd-cafile=/other/ca.crt'], '/pk', '/other')).toEqual(['/pki/ca.crt']);
});

test('what is written, relative or no file is no matter', () => {
  expect(found(['--audit-log-path=/var/log/audit.log', '--log-file=/a', '--cert-dir=/b', '--config=c.yaml'], '/pki')).toEqual([]);
});

test('one fault for a file that several flags name', () => {
  expect(found(['--client-ca-file=/pki/ca.crt', '--etcd-cafile=/pki/ca.crt'], '/etc')).toEqual(['/pki/ca.crt']);
});

test('without any mount only a static Pod is judged', () => {
  const pod = (namespace: string) =>
    podOf({ containers: [{ name: 'a', image: 'a', command: ['kube-apiserver', '--client-ca-file=/pki/ca.crt'] }] }, { namespace });
  expect(evaluateOn(componentFileNotMounted, [pod('tenant')]).findings).toEqual([]);
  expect(evaluateOn(componentFileNotMounted, [pod('kube-system')]).findings.map(({ path }) => path)).toEqual(['/spec/containers/0']);
});
