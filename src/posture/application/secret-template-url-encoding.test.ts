// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { secretTemplateUrlEncoding } from './secret-template-url-encoding.ts';

test.each([
  ['redis://:{{ .password }}@cache:6379', 1],
  ['redis://:{{ .password | urlquery }}@cache:6379', 0],
  ['https://{{ .host }}/a?mail=b@example.com', 0],
])('%s', (url, count) => {
  const spec = { target: { template: { data: { url } } } };
  const secret = objectOf({ apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: { name: 'a' }, spec });
  expect(evaluateOn(secretTemplateUrlEncoding, [secret]).findings).toHaveLength(count);
});
