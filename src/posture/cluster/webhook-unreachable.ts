// SPDX-License-Identifier: Apache-2.0
// Reads clientConfig.service of webhooks and spec.service of APIServices, and the policies of the pods of that Service. The API server
// calls them from a node's address, or through pods in kube-system: one of these must be let in on the port that the Service leads to.
import { isMeant, namespaceOf, type Other, servicePorts } from '../../engines/network/index.ts';
import { type Inventory, objectsNamed } from '../../model/inventory.ts';
import { field, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { networkOf } from '../facts/reachability.ts';
import { backendsOf, guardsText, isClosed, targetsOf } from '../facts/service-backends.ts';
import { webhookKinds, webhooksOf } from '../facts/webhooks.ts';

export const webhookUnreachable = defineCheck({
  id: 'webhook-unreachable',
  title: 'Policies keep the API server from a webhook or an API behind it',
  why: 'The API server is no pod: rules for pods do not let it in. A webhook with failurePolicy Fail then refuses all that it should judge, one with Ignore lets everything through unjudged.',
  remedy: 'Let the addresses of the control plane in on the port of the webhook’s pods.',
  severity: 'high',
  layer: 'cluster',
  threats: ['unauthorized-access', 'network-attack'],
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#service-reference',
    'https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/',
  ],
  aliases: [],
  appliesTo: { kinds: [...webhookKinds, 'APIService.apiregistration.k8s.io'] },
  applicable: (object, { inventory }) => calledBy(object).length > 0 && networkOf(inventory).policies.length > 0,
  evaluate: (object, { inventory }) =>
    calledBy(object).flatMap(({ pointer, service }) => {
      const by = closedBy(inventory, service);
      if (by === undefined) return [];
      const name = `${stringField(service, 'namespace') ?? 'default'}/${stringField(service, 'name') ?? ''}`;
      return advised(
        pointer,
        'the API server may not connect to its pods',
        `the pods of Service ${name} are isolated by ${by}, and no policy lets in addresses or kube-system on their port`,
        'Add an ingress rule with an ipBlock of the control plane’s addresses on the port of the pods.',
      );
    }),
});

function calledBy(object: KubernetesObject): readonly { readonly pointer: Pointer; readonly service: Json }[] {
  const places =
    object.kind === 'APIService'
      ? [{ pointer: '/spec/service', service: field(field(object.body, 'spec'), 'service') }]
      : webhooksOf(object).map(({ pointer, webhook }) => ({
          pointer: `${pointer}/clientConfig/service`,
          service: field(field(webhook, 'clientConfig'), 'service'),
        }));
  return places.flatMap(({ pointer, service }) => (service === undefined || service === null ? [] : { pointer, service }));
}

/** The policies that keep the API server from every pod of a Service; undefined where one may be reached, or none is known. */
function closedBy(inventory: Inventory, reference: Json): string | undefined {
  const [namespace, name] = [stringField(reference, 'namespace') ?? 'default', stringField(reference, 'name') ?? ''];
  const places = namespace === 'default' ? [namespace, ''] : [namespace];
  const service = places.flatMap((place) => objectsNamed(inventory, 'Service', '', place, name)).at(0);
  if (service === undefined || namespaceOf(service) === 'kube-system') return undefined;
  const port = servicePorts(service).find((one) => isMeant(one, field(reference, 'port') ?? 443, false));
  const targets = port === undefined ? [] : targetsOf(port, backendsOf(inventory, service));
  const [first] = targets;
  if (first === undefined || !targets.every(({ pod, connections }) => isClosed(inventory, pod, connections, mayBeApiServer)))
    return undefined;
  return guardsText(networkOf(inventory), first.pod);
}

function mayBeApiServer(other: Other): boolean {
  return other === 'outside' || other.kind !== 'pod' || other.namespace === 'kube-system';
}
