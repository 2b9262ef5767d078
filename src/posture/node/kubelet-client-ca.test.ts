// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { kubeletFile, nodeRunning, verdicts } from '../facts/component-testing.ts';
import { kubeletClientCa } from './kubelet-client-ca.ts';

test('flags win over the file', () => {
  expect(verdicts(kubeletClientCa, nodeRunning('kubelet', '--client-ca-file=/x'))).toEqual([]);
});

test('without a file it is a flag that is missing', () => {
  expect(verdicts(kubeletClientCa, nodeRunning('kubelet'))).toEqual(['fail /processes/0/command']);
});

test('a wrong type is no verdict', () => {
  expect(verdicts(kubeletClientCa, kubeletFile('config.yaml', { authentication: { x509: { clientCAFile: [{}] } } }))[0]).toMatch(
    /^unknown /,
  );
});
