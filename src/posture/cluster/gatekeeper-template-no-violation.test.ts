// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatekeeperTemplateNoViolation } from './gatekeeper-template-no-violation.ts';

test('a comment is no rule', () => {
  const rego = 'package a\n# violation[x] { true }\n';
  const spec = { targets: [{ target: 'admission.k8s.gatekeeper.sh', rego }] };
  const template = objectOf({ apiVersion: 'templates.gatekeeper.sh/v1', kind: 'ConstraintTemplate', metadata: { name: 'a' }, spec });
  expect(evaluateOn(gatekeeperTemplateNoViolation, [template]).findings).toHaveLength(1);
});
