// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { controllerManagerServiceAccountCredentials } from './controller-manager-service-account-credentials.ts';

test('the last value is in force, in any spelling', () => {
  expect(
    verdicts(
      controllerManagerServiceAccountCredentials,
      staticPod('kube-controller-manager', '--use-service-account-credentials=false', '--use-service-account-credentials', 'true'),
    ),
  ).toEqual([]);
  expect(
    verdicts(
      controllerManagerServiceAccountCredentials,
      staticPod('kube-controller-manager', '--use-service-account-credentials=true', '--use-service-account-credentials', 'false'),
    ),
  ).toEqual(['fail /spec/containers/0/command/2']);
});
