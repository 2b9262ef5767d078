// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatekeeperTemplateImagePrefix } from './gatekeeper-template-image-prefix.ts';

test('a variable named image', () => {
  const rego = 'package a\nviolation[{"msg": "m"}] { image := input.review.object.spec.containers[_].image; startswith(image, "a") }\n';
  const spec = { targets: [{ target: 'admission.k8s.gatekeeper.sh', rego }] };
  const template = objectOf({ apiVersion: 'templates.gatekeeper.sh/v1', kind: 'ConstraintTemplate', metadata: { name: 'a' }, spec });
  expect(evaluateOn(gatekeeperTemplateImagePrefix, [template]).findings).toHaveLength(1);
});
