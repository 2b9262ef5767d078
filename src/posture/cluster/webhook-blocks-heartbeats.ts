// SPDX-License-Identifier: Apache-2.0
// Reads rules, namespaceSelector and matchConditions of webhooks with failurePolicy Fail (the default): none may judge updates of the
// Leases in kube-node-lease, by which nodes show that they live.
import { field, isObject, stringField } from '../../model/json.ts';
import { selects } from '../../model/selector.ts';
import { defineCheck } from '../check.ts';
import { covers, judgesOf } from '../facts/admission.ts';
import { advised } from '../facts/advice.ts';
import { listField } from '../facts/flow-rules.ts';
import { compiled, namespaceLabels } from '../facts/network-policies.ts';
import { webhookKinds } from '../facts/webhooks.ts';

export const webhookBlocksHeartbeats = defineCheck({
  id: 'webhook-blocks-heartbeats',
  title: 'Nodes are taken for dead while the webhook is away',
  why: 'Each node renews its Lease every ten seconds, and so do the elected controllers. Where the webhook has to allow that, whoever stops it has every node marked as not ready, and the pods evicted.',
  remedy: 'Name the resources that the webhook is about, or leave Leases out by matchConditions and kube-node-lease by namespaceSelector.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/'],
  aliases: [],
  appliesTo: { kinds: webhookKinds },
  evaluate: (object, { inventory }) =>
    judgesOf(object).flatMap(({ label, body, rules }) => {
      const rule = rules.find((one) => covers([one], 'coordination.k8s.io', 'leases', 'UPDATE') && one.scope !== 'Cluster');
      if (rule === undefined || (stringField(body, 'failurePolicy') ?? 'Fail') !== 'Fail') return [];
      if (listField(body, 'matchConditions').length > 0 || isObject(field(body, 'objectSelector'))) return [];
      const selector = compiled(field(body, 'namespaceSelector') ?? {});
      if (selector === undefined || !selects(selector, namespaceLabels(inventory, 'kube-node-lease'))) return [];
      const advice = 'Name the resources instead of *, or exclude kube-node-lease and kube-system by kubernetes.io/metadata.name.';
      return [
        advised(`${rule.pointer}/resources`, 'Leases of nodes are judged', `${label} must allow every heartbeat of every node`, advice),
      ];
    }),
});
