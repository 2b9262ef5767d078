// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { webhookInvalid } from './webhook-invalid.ts';

const valid = { name: 'a.b.c', sideEffects: 'None', admissionReviewVersions: ['v1'], clientConfig: { url: 'https://a.example.com' } };
const evaluated = (webhook: object, version = 'v1') => {
  const apiVersion = `admissionregistration.k8s.io/${version}`;
  const kind = 'MutatingWebhookConfiguration';
  return evaluateOn(webhookInvalid, [objectOf({ apiVersion, kind, metadata: { name: 'a' }, webhooks: [{ ...valid, ...webhook }] })]);
};

test('a service and a url exclude each other', () => {
  const clientConfig = { url: 'https://a.example.com', service: { name: 'a', namespace: 'a' } };
  expect(evaluated({ clientConfig }).findings.map(({ detail }) => detail)).toEqual(['url and service exclude each other']);
  expect(evaluated({ clientConfig: {} }).findings).toHaveLength(1);
});

test('v1beta1 allowed more', () => {
  expect(evaluated({ sideEffects: 'Unknown' }, 'v1beta1').findings).toEqual([]);
  expect(evaluated({ sideEffects: 'Unknown' }).findings).toHaveLength(1);
});

test('a word in the wrong case is corrected', () => {
  expect(evaluated({ matchPolicy: 'equivalent' }).findings[0]?.remedy).toMatchObject({ patch: [{ value: 'Equivalent' }] });
});
