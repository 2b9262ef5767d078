// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { secretTemplateMergePolicy } from './secret-template-merge-policy.ts';

test('a template of labels alone replaces nothing', () => {
  const spec = { target: { template: { metadata: { labels: { a: 'b' } } } }, data: [{ secretKey: 'a', remoteRef: { key: 'b' } }] };
  const secret = objectOf({ apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: { name: 'a' }, spec });
  expect(evaluateOn(secretTemplateMergePolicy, [secret]).findings).toEqual([]);
});
