// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.allowPrivilegeEscalation of every container; only false is allowed. Pod security control
// `allowPrivilegeEscalation`. Does not apply to pods of Windows.
import { isArray } from '../../model/json.ts';
import { type PatchOperation, setOperation } from '../../model/patch.ts';
import { type Pointer, valueAt } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';
import { defineCheck, type Remedy } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { parentOf, podSecurityBehaviourExceptWindows } from '../facts/pod-security.ts';
import { likelySafe } from '../facts/remedy-class.ts';

export const privilegeEscalation = defineCheck({
  id: 'privilege-escalation',
  title: 'Process may gain more privileges than the container was given',
  why: 'Without no_new_privs a program with the setuid bit or file capabilities, such as sudo or ping, makes root of the unprivileged user who runs it. An intruder looks for one in the image, or brings it.',
  remedy: 'Set allowPrivilegeEscalation: false on every container.',
  severity: 'medium',
  layer: 'workload',
  threats: ['privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  ],
  aliases: [
    'pss:allowPrivilegeEscalation',
    'PSS-restricted',
    'CIS-5.2.6',
    'KSV001',
    'C-0016',
    'kube-linter:privilege-escalation-container',
    'polaris:privilegeEscalationAllowed',
    'T1548.001',
  ],
  followsFrom: [
    { check: 'privileged-container', at: '/securityContext/privileged' },
    { check: 'misplaced-security-context-field', at: '/securityContext/allowPrivilegeEscalation' },
  ],
  appliesTo: 'workload',
  ...podSecurityBehaviourExceptWindows('allowPrivilegeEscalation', denial),
});

/** The API server refuses `false` in a container that is privileged or adds CAP_SYS_ADMIN: that goes with it. */
function denial({ object: { body } }: Workload, path: Pointer): Remedy {
  const context = parentOf(path);
  const added = valueAt(body, `${context}/capabilities/add`);
  const contradictions: PatchOperation[] = [];
  if (valueAt(body, `${context}/privileged`) === true) contradictions.push({ op: 'replace', path: `${context}/privileged`, value: false });
  if (isArray(added) && added.includes('CAP_SYS_ADMIN')) {
    const value = added.filter((name) => name !== 'CAP_SYS_ADMIN');
    contradictions.push({ op: 'replace', path: `${context}/capabilities/add`, value });
  }
  const patch = [setOperation(body, path, false), ...contradictions];
  if (contradictions.length === 0) {
    return likelySafe(patchRemedy(patch, 'A program that calls sudo, ping or another setuid program fails there.'));
  }
  return patchRemedy(
    patch,
    'A container that is privileged or has CAP_SYS_ADMIN can always gain privileges: the patch takes that away too.',
  );
}
