// SPDX-License-Identifier: Apache-2.0
// Reads namespaceSelector and objectSelector of webhooks with failurePolicy Fail (the default) that judge Pods or everything:
// one of them must leave out some objects, or the webhook decides on its own pods. A webhook outside of the cluster
// (clientConfig.url) does not.
import { field, isArray, isObject, type Json, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { webhookKinds, webhooksOf } from '../facts/webhooks.ts';

function isEmpty(selector: Json | undefined): boolean {
  return (
    !isObject(selector) ||
    Object.values(selector).every((part) => (isArray(part) ? part.length === 0 : !isObject(part) || Object.keys(part).length === 0))
  );
}

export const webhookCoversItself = defineCheck({
  id: 'webhook-covers-itself',
  title: 'Webhook must answer before its own pods can start',
  why: 'When all its pods are gone at once, none can be made again, nor anything else it judges: the cluster is locked, and the way out is to delete the webhook, which leaves everything open.',
  remedy: 'Leave out the namespace of the webhook and kube-system with namespaceSelector.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/'],
  aliases: [],
  appliesTo: { kinds: webhookKinds },
  evaluate: (object) =>
    webhooksOf(object).flatMap(({ pointer, name, webhook, groups, resources }) => {
      const judgesPods = [...resources].some((resource) => ['*', '*/*', 'pods'].includes(resource)) && (groups.has('') || groups.has('*'));
      const isInside = field(field(webhook, 'clientConfig'), 'service') !== undefined;
      const selects = ['namespaceSelector', 'objectSelector'].some((key) => !isEmpty(field(webhook, key)));
      const conditions = field(webhook, 'matchConditions');
      const isNarrowed = selects || (isArray(conditions) && conditions.length > 0);
      if (!judgesPods || !isInside || isNarrowed || (stringField(webhook, 'failurePolicy') ?? 'Fail') !== 'Fail') return [];
      const advice =
        'Add namespaceSelector.matchExpressions: kubernetes.io/metadata.name NotIn the namespace of the webhook and kube-system.';
      return [
        advised(
          `${pointer}/namespaceSelector`,
          'its own namespace is not left out',
          `webhook "${name}" judges every pod, its own among them`,
          advice,
        ),
      ];
    }),
});
