// SPDX-License-Identifier: Apache-2.0
// Reads objectSelector of ValidatingWebhookConfigurations that judge Pods, workloads or everything: none of its requirements may be met by
// leaving objects out (NotIn, DoesNotExist).
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { covers, judgesOf } from '../facts/admission.ts';
import { removeRemedy } from '../facts/container-faults.ts';
import { listField } from '../facts/flow-rules.ts';

const judged: readonly (readonly [string, string])[] = [
  ['', 'pods'],
  ['apps', 'deployments'],
  ['batch', 'jobs'],
];

export const webhookOptOutByLabel = defineCheck({
  id: 'webhook-opt-out-by-label',
  title: 'Objects can leave themselves out of a webhook',
  why: 'Who makes an object chooses its labels: whoever wants past the webhook sets the one that it passes over.',
  remedy: 'Exempt namespaces by namespaceSelector, whose labels few may change, or users by matchConditions.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access', 'privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-objectselector',
  ],
  aliases: [],
  appliesTo: { kinds: ['ValidatingWebhookConfiguration.admissionregistration.k8s.io'] },
  evaluate: (object) =>
    judgesOf(object).flatMap(({ label, pointer, match, rules }) => {
      if (!judged.some(([group, resource]) => ['CREATE', 'UPDATE'].some((operation) => covers(rules, group, resource, operation))))
        return [];
      return listField(field(match, 'objectSelector'), 'matchExpressions').flatMap((expression, index) => {
        const operator = stringField(expression, 'operator');
        if (operator !== 'NotIn' && operator !== 'DoesNotExist') return [];
        const path = `${pointer}/objectSelector/matchExpressions/${index}`;
        const detail = `${label} passes over every object with the label ${stringField(expression, 'key') ?? ''}`;
        const remedy = removeRemedy(path, 'Objects that carry the label are judged from then on: exempt their namespaces or makers first.');
        return [{ kind: 'fault' as const, path, reason: 'a label exempts objects', detail, remedy }];
      });
    }),
});
