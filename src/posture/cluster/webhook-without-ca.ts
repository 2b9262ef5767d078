// SPDX-License-Identifier: Apache-2.0
// Reads clientConfig.caBundle of webhooks behind a Service: it must be there, unless an annotation says who puts one in; what it holds is
// for ca-bundle-invalid to judge. Without one the API server trusts the authorities of its own system, which vouch for no Service. Many
// controllers put their own in when they start: of files its absence is told only where they hold the Service and no role that may do
// so. Webhooks with a url may be behind a public certificate.
import { type Inventory, objectsNamed, objectsOfKind } from '../../model/inventory.ts';
import { field, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { isPlaceholder } from '../facts/certificates.ts';
import { listField } from '../facts/flow-rules.ts';
import { perInventory } from '../facts/per-inventory.ts';
import { webhookKinds, webhooksOf } from '../facts/webhooks.ts';

const injectors: readonly string[] = [
  'cert-manager.io/inject-ca-from',
  'cert-manager.io/inject-ca-from-secret',
  'cert-manager.io/inject-apiserver-ca',
  'certmanager.k8s.io/inject-ca-from',
  'certmanager.k8s.io/inject-apiserver-ca',
  'service.beta.openshift.io/inject-cabundle',
  'service.alpha.openshift.io/inject-cabundle',
];

export const webhookWithoutCa = defineCheck({
  id: 'webhook-without-ca',
  title: 'API server cannot verify the webhook',
  why: 'Every call of the webhook fails. With failurePolicy Ignore it judges nothing, and nobody notices; with Fail nothing that it judges can be changed.',
  remedy: 'Put the authority of the webhook’s certificate into caBundle, or let cert-manager do it by annotation.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access', 'network-attack'],
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#service-reference',
    'https://cert-manager.io/docs/concepts/ca-injector/',
  ],
  aliases: [],
  appliesTo: { kinds: webhookKinds },
  applicable: (object) => !isInjected(object),
  evaluate: (object, { inventory }) =>
    webhooksOf(object).flatMap(({ webhook, name, pointer }) => {
      const client = field(webhook, 'clientConfig');
      const bundle = stringField(client, 'caBundle') ?? '';
      if (field(client, 'service') === undefined || (bundle !== '' && bundle !== emptyLine && !isPlaceholder(bundle))) return [];
      if (object.origin.kind === 'file' && mayBeFilled(field(client, 'service'), inventory)) return [];
      const detail = `webhook "${name}" has no caBundle, and nothing here puts one in`;
      const advice = 'Set caBundle, or the annotation cert-manager.io/inject-ca-from: NAMESPACE/CERTIFICATE on the configuration.';
      return [advised(`${pointer}/clientConfig/caBundle`, 'no authority', detail, advice)];
    }),
});

function mayBeFilled(service: Json | undefined, inventory: Inventory): boolean {
  const [namespace = '', name = ''] = [stringField(service, 'namespace'), stringField(service, 'name')];
  return writesWebhooks(inventory) || objectsNamed(inventory, 'Service', '', namespace, name).length === 0;
}

/** A line break in base64, which templates put in for want of a certificate. */
const emptyLine = 'Cg==';

function isInjected({ annotations, labels }: KubernetesObject): boolean {
  return [...Object.keys(annotations), ...Object.keys(labels)].some((key) => injectors.includes(key));
}

/** Whether a role may change webhook configurations: controllers with it put their own authority in. */
const writesWebhooks = perInventory((inventory: Inventory) =>
  ['ClusterRole', 'Role'].some((kind) =>
    objectsOfKind(inventory, kind, 'rbac.authorization.k8s.io').some(({ body }) =>
      listField(body, 'rules').some((rule) => {
        const resources = listField(rule, 'resources');
        const verbs = listField(rule, 'verbs');
        return (
          resources.some((name) => typeof name === 'string' && /^(?:(?:mutating|validating)webhookconfigurations|\*)$/.test(name)) &&
          verbs.some((verb) => verb === '*' || verb === 'update' || verb === 'patch')
        );
      }),
    ),
  ),
);
