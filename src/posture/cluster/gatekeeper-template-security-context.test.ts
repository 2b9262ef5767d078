// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatekeeperTemplateSecurityContext } from './gatekeeper-template-security-context.ts';

test('a context taken whole is not judged', () => {
  const rego =
    'package a\nviolation[{"msg": "m"}] { effective(c, p, "runAsUser") }\neffective(c, p, f) = v { v := c.securityContext[f] }\n';
  const spec = { targets: [{ target: 'admission.k8s.gatekeeper.sh', rego }] };
  const template = objectOf({ apiVersion: 'templates.gatekeeper.sh/v1', kind: 'ConstraintTemplate', metadata: { name: 'a' }, spec });
  expect(evaluateOn(gatekeeperTemplateSecurityContext, [template]).findings).toHaveLength(0);
});
