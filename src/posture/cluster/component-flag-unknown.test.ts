// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { nodeRunning, verdicts } from '../facts/component-testing.ts';
import { evaluateOn, pathsFound, podOf } from '../testing.ts';
import { componentFlagUnknown } from './component-flag-unknown.ts';

const found = (command: readonly string[], version?: string) =>
  pathsFound(componentFlagUnknown, { containers: [{ name: 'a', image: 'a', command }] }, version);

test('a letter or two away from a flag is that flag misspelt', () => {
  const { findings } = evaluateOn(componentFlagUnknown, [
    podOf({ containers: [{ name: 'a', image: 'a', command: ['kube-apiserver', '--annonymous-auth=false'] }] }),
  ]);
  expect(findings.map(({ detail, remedy }) => [detail, remedy])).toEqual([
    [
      'kube-apiserver has no --annonymous-auth; did you mean --anonymous-auth?',
      { kind: 'patch', patch: [{ op: 'replace', path: '/spec/containers/0/command/1', value: '--anonymous-auth=false' }] },
    ],
  ]);
});

test('a value in an argument of its own stays where it is', () => {
  const { findings } = evaluateOn(componentFlagUnknown, [
    podOf({ containers: [{ name: 'a', image: 'a', command: ['kube-apiserver', '--audit-policy-fil', '/a'] }] }),
  ]);
  expect(findings.map(({ remedy }) => remedy)).toEqual([
    { kind: 'patch', patch: [{ op: 'replace', path: '/spec/containers/0/command/1', value: '--audit-policy-file' }] },
  ]);
});

test('what only another has, what was removed and what nobody knows are not misspelt', () => {
  expect(found(['kube-apiserver', '--audit_log_path=/a', '--insecure-port=0', '--openshift-config=/a', '--logtostderr', '-v=2'])).toEqual(
    [],
  );
  expect(found(['kube-scheduler', '--confog=/a', '--leader-elect'])).toEqual(['/spec/containers/0/command/1']);
  expect(found(['my-program', '--annonymous-auth=false'])).toEqual([]);
  expect(found(['etcd', '--annonymous-auth=false'])).toEqual([]);
});

test('a flag is too new before the version that has it', () => {
  expect(found(['kube-apiserver', '--authentication-config=/a'], '1.28')).toEqual(['/spec/containers/0/command/1']);
  expect(found(['kube-apiserver', '--authentication-config=/a'], '1.29')).toEqual([]);
});

test('a kubelet is started by its node, and k3s hands flags on', () => {
  expect(verdicts(componentFlagUnknown, nodeRunning('kubelet', '--read-only-prot=0'))).toEqual(['fail /processes/0/command/1']);
  expect(verdicts(componentFlagUnknown, nodeRunning('k3s', 'server', '--kube-apiserver-arg=profilling=false'))).toEqual([
    'fail /processes/0/command/2',
  ]);
});
