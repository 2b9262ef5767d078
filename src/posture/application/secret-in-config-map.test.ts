// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Json } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { secretInConfigMap } from './secret-in-config-map.ts';

const findings = (data: Json) =>
  evaluateOn(secretInConfigMap, [objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data })]).findings;

test('the value is in no part of the finding, and is marked for the report', () => {
  const [finding] = findings({ API_TOKEN: 'hunter2-hunter2' });
  expect(finding?.confidential).toBe(true);
  expect(JSON.stringify(finding)).not.toContain('hunter2');
});

test('data of a wrong type has none', () => {
  expect(findings(['PASSWORD'])).toEqual([]);
  expect(findings({ PASSWORD: 12345678 })).toEqual([]);
});
