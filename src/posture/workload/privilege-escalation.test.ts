// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { applyPatch } from '../../model/patch.ts';
import { type JsonObject } from '../../model/json.ts';
import { valueAt } from '../../model/pointer.ts';
import { evaluateOn, podOf } from '../testing.ts';
import { privilegeEscalation } from './privilege-escalation.ts';

function corrected(securityContext: JsonObject) {
  const pod = podOf({ containers: [{ name: 'a', securityContext }] });
  const remedy = evaluateOn(privilegeEscalation, [pod]).findings[0]?.remedy;
  return remedy?.kind === 'patch' ? valueAt(applyPatch(pod.body, remedy.patch), '/spec/containers/0/securityContext') : undefined;
}

test('a patched container is one that the API server accepts', () => {
  expect(corrected({ privileged: true, capabilities: { add: ['CAP_SYS_ADMIN', 'CHOWN'] } })).toEqual({
    privileged: false,
    capabilities: { add: ['CHOWN'] },
    allowPrivilegeEscalation: false,
  });
});

test('nothing else is touched', () => {
  expect(corrected({ allowPrivilegeEscalation: true, privileged: false, capabilities: { add: ['SYS_ADMIN'] } })).toEqual({
    allowPrivilegeEscalation: false,
    privileged: false,
    capabilities: { add: ['SYS_ADMIN'] },
  });
});
