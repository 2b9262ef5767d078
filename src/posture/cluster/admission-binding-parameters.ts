// SPDX-License-Identifier: Apache-2.0
// Reads spec.paramRef of bindings of admission policies: parameterNotFoundAction must be Deny, and parameters in namespaces (those of the
// policy's paramKind ConfigMap or Secret) must not come from the namespace that is judged.
import { objectsOfKind } from '../../model/inventory.ts';
import { field, isObject, stringField } from '../../model/json.ts';
import { defineCheck, type Fault } from '../check.ts';
import { admissionBindingKinds, admissionGroup } from '../facts/admission.ts';
import { advised, replaced } from '../facts/advice.ts';

export const admissionBindingParameters = defineCheck({
  id: 'admission-binding-parameters',
  title: 'Parameters of an admission policy are in the wrong hands',
  why: 'Whoever may delete the parameters switches the policy off where their absence allows; and where they are read from the namespace that is judged, its own editors write the policy.',
  remedy: 'Set parameterNotFoundAction: Deny, and name the namespace of the parameters, in which few may write.',
  severity: 'low',
  layer: 'cluster',
  threats: ['unauthorized-access', 'privilege-escalation'],
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#parameter-resources'],
  aliases: [],
  appliesTo: { kinds: admissionBindingKinds },
  evaluate: ({ kind, body }, { inventory }) => {
    const spec = field(body, 'spec');
    const reference = field(spec, 'paramRef');
    if (!isObject(reference)) return [];
    const faults: Fault[] = [];
    if (stringField(reference, 'parameterNotFoundAction') === 'Allow') {
      const note = 'Every request is refused while the parameters are missing.';
      const path = '/spec/paramRef/parameterNotFoundAction';
      faults.push(replaced(path, 'passes without parameters', 'without its parameters the policy refuses nothing', 'Deny', note));
    }
    const policyName = stringField(spec, 'policyName');
    const policy = objectsOfKind(inventory, kind.replace(/Binding$/, ''), admissionGroup).find(({ name }) => name === policyName);
    const paramKind = field(field(policy?.body, 'spec'), 'paramKind');
    const isNamespaced =
      stringField(paramKind, 'apiVersion') === 'v1' && ['ConfigMap', 'Secret'].includes(stringField(paramKind, 'kind') ?? '');
    if (isNamespaced && (stringField(reference, 'namespace') ?? '') === '') {
      const advice = 'Set paramRef.namespace to a namespace of the platform; leave it out only where tenants are to set their own limits.';
      faults.push(
        advised('/spec/paramRef/namespace', 'parameters come from the namespace judged', 'who may write there sets the policy', advice),
      );
    }
    return faults;
  },
});
