// SPDX-License-Identifier: Apache-2.0
// Reads the expressions of webhooks' and policies' matchConditions and of policies' validations: a condition that is always false matches
// nothing, a validation that is always true refuses nothing.
import { stringField } from '../../model/json.ts';
import { defineCheck, type Fault } from '../check.ts';
import { admissionKinds, judgesOf } from '../facts/admission.ts';
import { advised } from '../facts/advice.ts';
import { removeRemedy } from '../facts/container-faults.ts';
import { listField } from '../facts/flow-rules.ts';

export const admissionPolicyConstant = defineCheck({
  id: 'admission-policy-constant',
  title: 'Admission policy decides the same whatever is asked',
  why: 'A policy that was silenced for a test or an emergency stays in every list of policies, and refuses nothing.',
  remedy: 'Write the condition that was meant, or delete the policy.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access', 'privilege-escalation'],
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/'],
  aliases: [],
  appliesTo: { kinds: admissionKinds },
  evaluate: (object) =>
    judgesOf(object).flatMap(({ label, pointer, body }) => [
      ...listField(body, 'matchConditions').flatMap((condition, index): Fault[] => {
        const path = `${pointer}/matchConditions/${index}/expression`;
        if (constant(stringField(condition, 'expression')) !== false) return [];
        const remedy = removeRemedy(path.slice(0, path.lastIndexOf('/')), 'It then judges what the other conditions let through.');
        return [{ kind: 'fault', path, reason: 'the condition is always false', detail: `${label} judges no request`, remedy }];
      }),
      ...listField(body, 'validations').flatMap((validation, index) =>
        constant(stringField(validation, 'expression')) !== true
          ? []
          : [
              advised(
                `${pointer}/validations/${index}/expression`,
                'the validation is always true',
                `validation ${index} of ${label} refuses nothing`,
                'Write what must hold of the object, or take the validation away.',
              ),
            ],
      ),
    ]),
});

/** The value of an expression that is one literal, perhaps in brackets or negated. */
function constant(expression = ''): boolean | undefined {
  const plain = expression.replace(/[\s()]/g, '');
  if (plain === 'true' || plain === '!false') return true;
  return plain === 'false' || plain === '!true' ? false : undefined;
}
