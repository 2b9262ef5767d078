// SPDX-License-Identifier: Apache-2.0
// Reads what Kyverno does about a violation: failureAction of each rule that validates or verifies images, else validationFailureAction of the
// policy (Audit where both are left out), and validationActions of the policies of CEL (Deny where left out). One must refuse.
import { field, isObject, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { defineCheck, type Fault } from '../check.ts';
import { advised, replaced } from '../facts/advice.ts';
import { strings } from '../facts/flow-rules.ts';
import { kyvernoCelKinds, kyvernoPolicyKinds, kyvernoRules } from '../facts/kyverno.ts';

const note = 'Look at the policy reports first: what fails there will be refused.';

export const kyvernoPolicyNotEnforced = defineCheck({
  id: 'kyverno-policy-not-enforced',
  title: 'Kyverno reports violations and refuses none',
  why: 'What the policy describes is admitted, with a line in a report. A trial that was never ended looks like protection in every list of policies.',
  remedy: 'Set failureAction: Enforce once the violations are gone.',
  severity: 'low',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kyverno.io/docs/policy-types/cluster-policy/validate/#failure-action'],
  aliases: [],
  appliesTo: { kinds: [...kyvernoPolicyKinds, ...kyvernoCelKinds] },
  evaluate: (object) => (object.apiVersion.startsWith('kyverno.io/') ? ruleFaults(object) : celFaults(object)),
});

function ruleFaults(object: KubernetesObject): Fault[] {
  const spec = field(object.body, 'spec');
  const written = stringField(spec, 'validationFailureAction');
  const isEnforced = (action: string | undefined) => /^enforce$/i.test(action ?? '');
  const lax = kyvernoRules(object).flatMap(({ rule, pointer, name }): { path: string; action: string | undefined; name: string }[] => {
    const validate = field(rule, 'validate');
    const images = field(rule, 'verifyImages');
    if (isObject(validate)) return [{ path: `${pointer}/validate/failureAction`, action: stringField(validate, 'failureAction'), name }];
    if (!Array.isArray(images)) return [];
    return images.map((image, index) => ({
      path: `${pointer}/verifyImages/${index}/failureAction`,
      action: stringField(image, 'failureAction'),
      name,
    }));
  });
  const own = lax.filter(({ action }) => action !== undefined && !isEnforced(action));
  const inherited = lax.filter(({ action }) => action === undefined);
  const faults = own.map(({ path, action, name }) =>
    replaced(path, 'violations are admitted', `rule "${name}" has ${action}`, 'Enforce', note),
  );
  if (inherited.length === 0 || isEnforced(written)) return faults;
  const names = inherited
    .map(({ name }) => name)
    .join(', ')
    .slice(0, 120);
  const path = '/spec/validationFailureAction';
  return [
    ...faults,
    written === undefined
      ? advised(
          path,
          'violations are admitted',
          `no action is set for ${names}, and the default is Audit`,
          'Set failureAction: Enforce in each rule.',
        )
      : replaced(path, 'violations are admitted', `validationFailureAction is ${written} for ${names}`, 'Enforce', note),
  ];
}

function celFaults({ body }: KubernetesObject): Fault[] {
  const actions = strings(field(field(body, 'spec'), 'validationActions'));
  if (actions.length === 0 || actions.includes('Deny')) return [];
  const detail = `validationActions are ${actions.join(', ')}`;
  return [
    advised('/spec/validationActions', 'violations are admitted', detail, 'Write Deny in place of Warn once the violations are gone.'),
  ];
}
