// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatekeeperConstraintWithoutTemplate } from './gatekeeper-constraint-without-template.ts';

test('a cluster without templates defines nothing', () => {
  const constraint = objectOf({ apiVersion: 'constraints.gatekeeper.sh/v1beta1', kind: 'K8sAllowedRepos', metadata: { name: 'a' } });
  const live = { ...constraint, origin: { kind: 'cluster', context: 'a', resourceVersion: '1' } } as const;
  expect(evaluateOn(gatekeeperConstraintWithoutTemplate, [live]).findings).toHaveLength(1);
});
