// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { readConfiguration } from './configuration.ts';

const server = { major: 1, minor: 36 };
const podSecurity: JsonObject = {
  apiVersion: 'pod-security.admission.config.k8s.io/v1',
  kind: 'PodSecurityConfiguration',
  defaults: { enforce: 'baseline', 'enforce-version': 'v1.30' },
  exemptions: { namespaces: ['kube-system'] },
};
const expected = {
  defaults: {
    enforce: { level: 'baseline', version: { major: 1, minor: 30 } },
    audit: { level: 'privileged', version: 'latest' },
    warn: { level: 'privileged', version: 'latest' },
  },
  exemptions: { usernames: [], namespaces: ['kube-system'], runtimeClasses: [] },
  server,
};

test('a PodSecurityConfiguration, alone and within an AdmissionConfiguration', () => {
  expect(readConfiguration(podSecurity, server)).toEqual(expected);
  expect(
    readConfiguration(
      { kind: 'AdmissionConfiguration', plugins: [{ name: 'Other' }, { name: 'PodSecurity', configuration: podSecurity }] },
      server,
    ),
  ).toEqual(expected);
});

test('what says nothing of pod security, or nonsense, is no configuration', () => {
  expect(readConfiguration({ kind: 'AdmissionConfiguration', plugins: [] }, server)).toBeUndefined();
  expect(readConfiguration({ ...podSecurity, defaults: { enforce: 'strict' } }, server)).toBeUndefined();
});
