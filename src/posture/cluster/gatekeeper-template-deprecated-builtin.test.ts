// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatekeeperTemplateDeprecatedBuiltin } from './gatekeeper-template-deprecated-builtin.ts';

test('a function of its own, and a word in a text', () => {
  const rego = 'package a\nall(x) { x }\nviolation[{"msg": "call any() first"}] { all(input.a) }\n';
  const spec = { targets: [{ target: 'admission.k8s.gatekeeper.sh', rego }] };
  const template = objectOf({ apiVersion: 'templates.gatekeeper.sh/v1', kind: 'ConstraintTemplate', metadata: { name: 'a' }, spec });
  expect(evaluateOn(gatekeeperTemplateDeprecatedBuiltin, [template]).findings).toHaveLength(0);
});
