// SPDX-License-Identifier: Apache-2.0
// Reads spec.policyName of ValidatingAdmissionPolicyBindings and MutatingAdmissionPolicyBindings: the policy exists. Of files that is asked
// only where they hold policies.
import { objectsOfKind } from '../../model/inventory.ts';
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { admissionBindingKinds, admissionGroup } from '../facts/admission.ts';
import { advised } from '../facts/advice.ts';
import { showsKind } from '../facts/known-kinds.ts';

const policyKind = (kind: string) => kind.replace(/Binding$/, '');

export const admissionBindingWithoutPolicy = defineCheck({
  id: 'admission-binding-without-policy',
  title: 'Binding names an admission policy that does not exist',
  why: 'Nothing is judged by it. A policy that was renamed or never applied leaves the binding behind as if it were in force.',
  remedy: 'Correct policyName, or apply the policy.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/'],
  aliases: [],
  appliesTo: { kinds: admissionBindingKinds },
  applicable: (object, { inventory }) => showsKind(object, inventory, admissionGroup, policyKind(object.kind)),
  evaluate: ({ kind, body }, { inventory }) => {
    const wanted = stringField(field(body, 'spec'), 'policyName') ?? '';
    const policies = objectsOfKind(inventory, policyKind(kind), admissionGroup);
    if (policies.some(({ name }) => name === wanted)) return [];
    const advice = 'Name a policy that exists, or apply the one that is meant.';
    return [advised('/spec/policyName', 'the policy does not exist', `there is no ${policyKind(kind)} ${wanted}`, advice)];
  },
});
