// SPDX-License-Identifier: Apache-2.0
// Reads spec.policyName of the bindings for ValidatingAdmissionPolicies and MutatingAdmissionPolicies: each policy has one. Of files that is
// asked only where they hold bindings.
import { objectsOfKind } from '../../model/inventory.ts';
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { admissionGroup, admissionPolicyKinds } from '../facts/admission.ts';
import { advised } from '../facts/advice.ts';
import { showsKind } from '../facts/known-kinds.ts';

export const admissionPolicyUnbound = defineCheck({
  id: 'admission-policy-unbound',
  title: 'Admission policy is not in force',
  why: 'A policy without a binding judges nothing: what it describes is admitted, and the policy in the list says otherwise.',
  remedy: 'Bind the policy, or delete it.',
  severity: 'low',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#getting-started-with-validating-admission-policy',
  ],
  aliases: [],
  appliesTo: { kinds: admissionPolicyKinds },
  applicable: (object, { inventory }) => showsKind(object, inventory, admissionGroup, `${object.kind}Binding`),
  evaluate: ({ kind, name }, { inventory }) => {
    const bindings = objectsOfKind(inventory, `${kind}Binding`, admissionGroup);
    if (bindings.some(({ body }) => stringField(field(body, 'spec'), 'policyName') === name)) return [];
    const advice = `Add a ${kind}Binding with policyName: ${name}${kind.startsWith('Validating') ? ' and validationActions: [Deny]' : ''}.`;
    return [advised('/metadata/name', 'no binding', `no ${kind}Binding names ${name}`, advice)];
  },
});
