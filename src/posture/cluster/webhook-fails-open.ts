// SPDX-License-Identifier: Apache-2.0
// Reads webhooks[*].failurePolicy of a ValidatingWebhookConfiguration: Ignore is told where the webhook judges Pods, workloads,
// RBAC or everything, and of Gatekeeper, whatever its constraints are about. Mutating webhooks that add what can be done without often have to ignore.
import { stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { replaced } from '../facts/advice.ts';
import { gatekeeperWebhook } from '../facts/gatekeeper.ts';
import { webhooksOf } from '../facts/webhooks.ts';

const guarded: ReadonlySet<string> = new Set([
  '*',
  '*/*',
  'pods',
  'pods/*',
  'pods/ephemeralcontainers',
  'deployments',
  'daemonsets',
  'statefulsets',
  'jobs',
  'cronjobs',
  'roles',
  'rolebindings',
  'clusterroles',
  'clusterrolebindings',
]);
const guardedGroups: ReadonlySet<string> = new Set(['*', '', 'apps', 'batch', 'rbac.authorization.k8s.io']);

export const webhookFailsOpen = defineCheck({
  id: 'webhook-fails-open',
  title: 'Admission webhook lets everything pass while it is away',
  why: 'An attacker who keeps the webhook from answering, by load, eviction or a network rule, gets every object admitted that it would refuse.',
  remedy: 'Set failurePolicy: Fail, run several replicas, and leave the system’s namespaces out by selector.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access', 'privilege-escalation'],
  references: ['https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/'],
  aliases: [],
  appliesTo: { kinds: ['ValidatingWebhookConfiguration.admissionregistration.k8s.io'] },
  evaluate: (object) =>
    webhooksOf(object).flatMap(({ pointer, name, webhook, groups, resources }) => {
      const judges =
        name === gatekeeperWebhook ||
        ([...resources].some((resource) => guarded.has(resource)) && [...groups].some((group) => guardedGroups.has(group)));
      if (stringField(webhook, 'failurePolicy') !== 'Ignore' || !judges) return [];
      const note = 'Objects are refused while the webhook is away: run at least two replicas, and exclude its namespace and kube-system.';
      return [replaced(`${pointer}/failurePolicy`, 'fails open', `webhook "${name}" is passed over when it does not answer`, 'Fail', note)];
    }),
});
