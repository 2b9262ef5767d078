// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatekeeperTemplateSchema } from './gatekeeper-template-schema.ts';

test('no validation, no schema', () => {
  const rego = 'package a';
  const spec = { targets: [{ target: 'admission.k8s.gatekeeper.sh', rego }] };
  const template = objectOf({ apiVersion: 'templates.gatekeeper.sh/v1', kind: 'ConstraintTemplate', metadata: { name: 'a' }, spec });
  expect(evaluateOn(gatekeeperTemplateSchema, [template]).findings).toHaveLength(0);
});
