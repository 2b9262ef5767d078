// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatekeeperTemplateMessage } from './gatekeeper-template-message.ts';

test('a text that is built', () => {
  const rego =
    'package a\nviolation[{"msg": msg}] { c := input.review.object.spec.containers[_]; c.tty; msg := concat("", ["a", c.name]) }\n';
  const spec = { targets: [{ target: 'admission.k8s.gatekeeper.sh', rego }] };
  const template = objectOf({ apiVersion: 'templates.gatekeeper.sh/v1', kind: 'ConstraintTemplate', metadata: { name: 'a' }, spec });
  expect(evaluateOn(gatekeeperTemplateMessage, [template]).findings).toHaveLength(0);
});
