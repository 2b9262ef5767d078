// SPDX-License-Identifier: Apache-2.0
// What refuses Pods besides Pod Security admission. It is told that it is there, not what it decides.
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { groupOf } from '../../model/object.ts';
import type { FactPlace } from '../question.ts';
import { enforcementAction, matchesPods } from './gatekeeper.ts';
import { perInventory } from './per-inventory.ts';
import { webhooksOf } from './webhooks.ts';

const admission = 'admissionregistration.k8s.io';
export const policyEngineKinds = [
  `ValidatingAdmissionPolicyBinding.${admission}`,
  `ValidatingWebhookConfiguration.${admission}`,
  'ConstraintTemplate.templates.gatekeeper.sh',
  '*.constraints.gatekeeper.sh',
  'ClusterPolicy.kyverno.io',
  'Policy.kyverno.io',
  'ValidatingPolicy.policies.kyverno.io',
];

/** Policies that refuse, of every engine that is known here. */
export const refusingPolicies = perInventory((inventory): readonly FactPlace[] => [
  ...objectsOfKind(inventory, 'ValidatingAdmissionPolicyBinding', admission).filter(denies).map(policyBinding),
  ...constraints(inventory)
    .filter((constraint) => enforcementAction(constraint) === 'deny' && matchesPods(constraint))
    .map((object) => ({ object, path: '/spec', detail: 'constraint of Gatekeeper, deny' })),
  ...['ClusterPolicy', 'Policy']
    .flatMap((kind) => objectsOfKind(inventory, kind, 'kyverno.io'))
    .filter(enforces)
    .map(kyvernoPolicy),
  ...objectsOfKind(inventory, 'ValidatingPolicy', 'policies.kyverno.io').filter(deniesUnlessTold).map(kyvernoPolicy),
  ...objectsOfKind(inventory, 'ValidatingWebhookConfiguration', admission).flatMap(podWebhooks),
]);

function constraints({ objects }: Inventory): KubernetesObject[] {
  return objects.filter(({ apiVersion }) => groupOf(apiVersion) === 'constraints.gatekeeper.sh');
}

function policyBinding(object: KubernetesObject): FactPlace {
  const policy = stringField(field(object.body, 'spec'), 'policyName') ?? '';
  return { object, path: '/spec/validationActions', detail: `ValidatingAdmissionPolicy ${policy}, Deny` };
}

function kyvernoPolicy(object: KubernetesObject): FactPlace {
  return { object, path: '/spec', detail: 'policy of Kyverno, enforced' };
}

function denies({ body }: KubernetesObject): boolean {
  return list(field(field(body, 'spec'), 'validationActions')).includes('Deny');
}

function deniesUnlessTold({ body }: KubernetesObject): boolean {
  const actions = field(field(body, 'spec'), 'validationActions');
  return actions === undefined || list(actions).includes('Deny');
}

/** Of the policy as a whole, or of a rule in it. */
function enforces({ body }: KubernetesObject): boolean {
  const spec = field(body, 'spec');
  const isEnforced = (action: string | undefined) => action?.toLowerCase() === 'enforce';
  return (
    isEnforced(stringField(spec, 'validationFailureAction')) ||
    list(field(spec, 'rules')).some((rule) => isEnforced(stringField(field(rule, 'validate'), 'failureAction')))
  );
}

function podWebhooks(object: KubernetesObject): FactPlace[] {
  return webhooksOf(object)
    .filter(
      ({ groups, resources }) =>
        (groups.has('') || groups.has('*')) && (resources.has('pods') || resources.has('*') || resources.has('*/*')),
    )
    .map(({ pointer, name, webhook }) => ({
      object,
      path: pointer,
      detail: `webhook ${name} is asked about Pods, failurePolicy ${stringField(webhook, 'failurePolicy') ?? 'Fail'}`,
    }));
}

function list(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}
