// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { imagePolicyWebhookFailsOpen } from './image-policy-webhook-fails-open.ts';

test('what is not told is refused, and what stands in another file is not judged', () => {
  const of = (plugin: object) => {
    const plugins = [{ name: 'PodSecurity' }, { name: 'ImagePolicyWebhook', ...plugin }];
    const object = objectOf({ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AdmissionConfiguration', plugins });
    const { tallies } = evaluateOn(imagePolicyWebhookFailsOpen, [object]);
    return tallies.get('image-policy-webhook-fails-open');
  };
  expect(of({ configuration: { imagePolicy: { kubeConfigFile: '/a' } } })).toEqual({ pass: 1, fail: 0, unknown: 0 });
  expect(of({ configuration: { imagePolicy: { defaultAllow: true } } })).toEqual({ pass: 0, fail: 1, unknown: 0 });
  expect(of({ path: 'image-policy.yaml' })).toEqual({ pass: 0, fail: 0, unknown: 0 });
});
