// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf, podOf } from '../testing.ts';
import { serviceSelectsNothing } from './service-selects-nothing.ts';

const service = objectOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { selector: { app: 'database' } } });
const pod = podOf({ containers: [] }, { labels: { app: 'shop' } });

test('a cluster shows every pod', () => {
  const live = { ...service, origin: { kind: 'cluster', context: 'a', resourceVersion: '1' } } as const;
  expect(evaluateOn(serviceSelectsNothing, [live, pod]).findings).toHaveLength(1);
  expect(evaluateOn(serviceSelectsNothing, [service, pod]).findings).toEqual([]);
});
