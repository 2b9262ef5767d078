// SPDX-License-Identifier: Apache-2.0
// Reads spec.failurePolicy of ValidatingAdmissionPolicies and MutatingAdmissionPolicies; Fail (the default) is expected.
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { admissionPolicyKinds } from '../facts/admission.ts';
import { replaced } from '../facts/advice.ts';

export const admissionPolicyFailsOpen = defineCheck({
  id: 'admission-policy-fails-open',
  title: 'Admission policy lets pass what it cannot evaluate',
  why: 'An expression fails on an object that it did not expect, such as one without a field it reads. Whoever finds such an object has it admitted. The policy runs in the API server, so there is no outage to be kind to.',
  remedy: 'Set failurePolicy: Fail, and have expressions ask has() before they read what may be absent.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access', 'privilege-escalation'],
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#failure-policy'],
  aliases: [],
  appliesTo: { kinds: admissionPolicyKinds },
  evaluate: ({ body }) => {
    if (stringField(field(body, 'spec'), 'failurePolicy') !== 'Ignore') return [];
    const note = 'Objects on which an expression fails are refused from then on: try it with validationActions: [Audit] first.';
    return [replaced('/spec/failurePolicy', 'fails open', 'an expression that fails counts as satisfied', 'Fail', note)];
  },
});
