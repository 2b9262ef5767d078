// SPDX-License-Identifier: Apache-2.0
// Reads spec.validationActions of ValidatingAdmissionPolicyBindings: Deny must be among them.
import { field } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { strings } from '../facts/flow-rules.ts';

export const admissionBindingNotEnforced = defineCheck({
  id: 'admission-binding-not-enforced',
  title: 'Admission policy refuses nothing',
  why: 'What the policy describes is admitted all the same, with a warning or a line in the audit log. A trial that was never ended looks like protection in every list of policies.',
  remedy: 'Set validationActions: [Deny] once the violations are gone.',
  severity: 'low',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#validation-actions'],
  aliases: [],
  appliesTo: { kinds: ['ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io'] },
  evaluate: ({ body }) => {
    const actions = strings(field(field(body, 'spec'), 'validationActions'));
    if (actions.length === 0 || actions.includes('Deny')) return [];
    const path = '/spec/validationActions';
    // Deny and Warn exclude each other.
    const value = ['Deny', ...actions.filter((action) => action !== 'Warn')];
    const note = 'Look at the warnings and audit annotations first: what is told there will be refused.';
    return [
      {
        kind: 'fault',
        path,
        reason: 'policy is not enforced',
        detail: `validationActions are ${actions.join(', ')}`,
        remedy: patchRemedy([{ op: 'replace', path, value }], note),
      },
    ];
  },
});
