// SPDX-License-Identifier: Apache-2.0
// Reads the listeners of Gateways of the Gateway API and the servers of Istio's: protocol HTTP is allowed only to redirect to HTTPS,
// by an HTTPRoute of the Gateway or by httpsRedirect.
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field, type Json, stringField } from '../../model/json.ts';
import { groupOf, type KubernetesObject } from '../../model/object.ts';
import { defineCheck } from '../check.ts';
import { listField } from '../facts/flow-rules.ts';

export const gatewayListenerWithoutTls = defineCheck({
  id: 'gateway-listener-without-tls',
  title: 'Gateway listens without TLS',
  why: 'Passwords, cookies and data cross every network on the way in the clear, and whoever sits there can change them.',
  remedy: 'Listen with HTTPS and a certificate; keep HTTP for a redirect alone.',
  severity: 'medium',
  layer: 'network',
  threats: ['data-exposure', 'network-attack'],
  references: ['https://gateway-api.sigs.k8s.io/guides/tls/', 'https://gateway-api.sigs.k8s.io/guides/http-redirect-rewrite/'],
  aliases: ['T1557'],
  appliesTo: { kinds: ['Gateway.gateway.networking.k8s.io', 'Gateway.networking.istio.io'] },
  evaluate: (object, { inventory }) =>
    groupOf(object.apiVersion) === 'networking.istio.io' ? istioFaults(object) : gatewayFaults(object, inventory),
});

const remedy = {
  kind: 'advice',
  advice: 'Add a listener with protocol HTTPS and a certificate, and let the one with HTTP only redirect to it.',
} as const;

function gatewayFaults(object: KubernetesObject, inventory: Inventory) {
  if (onlyRedirects(object, inventory)) return [];
  return listField(field(object.body, 'spec'), 'listeners').flatMap((listener, index) =>
    stringField(listener, 'protocol') !== 'HTTP'
      ? []
      : {
          kind: 'fault' as const,
          path: `/spec/listeners/${index}/protocol`,
          reason: 'a listener without TLS',
          detail: `listener "${stringField(listener, 'name') ?? index}" speaks plain HTTP, and no route that only redirects is seen here`,
          remedy,
        },
  );
}

/** Whether routes of the Gateway are known that answer on plain HTTP with nothing but a redirect. */
function onlyRedirects({ name, namespace, body }: KubernetesObject, inventory: Inventory): boolean {
  const plain = new Set(
    listField(field(body, 'spec'), 'listeners').flatMap((listener) =>
      stringField(listener, 'protocol') === 'HTTP' ? [stringField(listener, 'name')] : [],
    ),
  );
  const attached = objectsOfKind(inventory, 'HTTPRoute', 'gateway.networking.k8s.io').filter((route) =>
    listField(field(route.body, 'spec'), 'parentRefs').some(
      (parent) =>
        stringField(parent, 'name') === name &&
        (stringField(parent, 'namespace') ?? route.namespace) === namespace &&
        (field(parent, 'sectionName') === undefined || plain.has(stringField(parent, 'sectionName'))),
    ),
  );
  return attached.length > 0 && attached.every(({ body: route }) => listField(field(route, 'spec'), 'rules').every(isRedirect));
}

function isRedirect(rule: Json): boolean {
  return listField(rule, 'filters').some((filter) => stringField(field(filter, 'requestRedirect'), 'scheme') === 'https');
}

function istioFaults({ body }: KubernetesObject) {
  return listField(field(body, 'spec'), 'servers').flatMap((server, index) => {
    const protocol = stringField(field(server, 'port'), 'protocol') ?? '';
    if (!/^http2?$/i.test(protocol) || field(field(server, 'tls'), 'httpsRedirect') === true) return [];
    const detail = `a server speaks plain ${protocol.toUpperCase()} and does not redirect`;
    return { kind: 'fault' as const, path: `/spec/servers/${index}/port/protocol`, reason: 'a listener without TLS', detail, remedy };
  });
}
