// SPDX-License-Identifier: Apache-2.0
// Reads the names, ports and certificate flags of a workload that calls itself a webhook, and the Services of its namespace: one must select its
// pods, or the API server cannot call it.
import { objectsOfKind } from '../../model/inventory.ts';
import { field, isObject } from '../../model/json.ts';
import { compileSelector, selects } from '../../model/selector.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import type { Workload } from '../../model/workload.ts';
import type { CheckContext } from '../check.ts';

const tlsPorts: ReadonlySet<number> = new Set([443, 6443, 8443, 9443, 10250, 10443]);

/** Named a webhook or an admission controller, and serving TLS: by its port, or by a certificate that it is told of. */
function isNamedWebhook({ object, spec }: Workload): boolean {
  const containers = spec.containers ?? [];
  const names = [object.name, ...containers.map(({ name }) => name ?? '')];
  const serves = containers.some(
    ({ ports = [], command = [], args = [] }) =>
      ports.some(({ containerPort }) => tlsPorts.has(Number(containerPort))) ||
      [...command, ...args].some((word) => certificateFlag.test(word)),
  );
  return serves && names.some((name) => /(?:^|[-.])(?:webhooks?|admission(?:-controller)?)(?:-server)?$/.test(name));
}

const certificateFlag = /^--?(?:tls-?|webhook-?|serving-?)?cert(?:ificate)?(?:-?(?:file|dir|path))?(?:=|$)/i;

function isSelectedByService({ object, metadata }: Workload, { inventory }: CheckContext): boolean {
  return objectsOfKind(inventory, 'Service', '').some(({ namespace, body }) => {
    const matchLabels = field(field(body, 'spec'), 'selector');
    if (namespace !== object.namespace || !isObject(matchLabels) || Object.keys(matchLabels).length === 0) return false;
    const selector = compileSelector({ matchLabels });
    return !('invalid' in selector) && selects(selector, metadata.labels);
  });
}

export const webhookNotRegistered = defineCheck({
  id: 'webhook-not-registered',
  title: 'Admission webhook is called by nobody',
  why: 'The API server asks only webhooks that are registered with a Service behind them. Everything is admitted, while the running pods suggest that something is refused.',
  remedy: 'Add a Service and a ValidatingWebhookConfiguration with the CA, or install the controller as its project ships it.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access', 'supply-chain'],
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/'],
  aliases: [],
  appliesTo: 'workload',
  applicable: ({ object: { kind } }) => kind === 'Deployment' || kind === 'StatefulSet' || kind === 'DaemonSet',
  evaluate: (workload, context) => {
    if (!isNamedWebhook(workload) || isSelectedByService(workload, context)) return [];
    const advice = 'Add a Service that selects the pods, and a webhook configuration with clientConfig.service and caBundle.';
    return [
      advised('/spec', 'webhook without a Service', `nothing can call "${workload.object.name}": no Service selects its pods`, advice),
    ];
  },
});
