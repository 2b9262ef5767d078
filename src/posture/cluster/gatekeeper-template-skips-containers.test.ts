// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatekeeperTemplateSkipsContainers } from './gatekeeper-template-skips-containers.ts';

test('a comment looks at nothing', () => {
  const rego =
    'package a\n# initContainers ephemeralContainers\nviolation[{"msg": "m"}] { input.review.object.spec.containers[_].image == "a" }\n';
  const spec = { targets: [{ target: 'admission.k8s.gatekeeper.sh', rego }] };
  const template = objectOf({ apiVersion: 'templates.gatekeeper.sh/v1', kind: 'ConstraintTemplate', metadata: { name: 'a' }, spec });
  expect(evaluateOn(gatekeeperTemplateSkipsContainers, [template]).findings).toHaveLength(1);
});
