// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatekeeperTemplateUnused } from './gatekeeper-template-unused.ts';

test('a template without a kind is for others to judge', () => {
  const template = objectOf({ apiVersion: 'templates.gatekeeper.sh/v1', kind: 'ConstraintTemplate', metadata: { name: 'a' } });
  const constraint = objectOf({ apiVersion: 'constraints.gatekeeper.sh/v1beta1', kind: 'K8sB', metadata: { name: 'b' } });
  expect(evaluateOn(gatekeeperTemplateUnused, [template, constraint]).findings).toEqual([]);
});
