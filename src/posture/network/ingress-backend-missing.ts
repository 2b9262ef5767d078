// SPDX-License-Identifier: Apache-2.0
// Reads the Services that an Ingress sends to: each exists in its namespace. Files may hold a part of the Services only: there it is a fault
// where a Service has nearly the name.
import { type Inventory, objectsNamed, objectsOfKind } from '../../model/inventory.ts';
import { field, type Json, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { ingressKinds, ingressPaths } from '../facts/ingress.ts';
import { isMisspeltName } from '../facts/misspelt.ts';

export const ingressBackendMissing = defineCheck({
  id: 'ingress-backend-missing',
  title: 'Ingress sends to a Service that does not exist',
  why: 'The name of the host is free for the taking: whoever may make a Service in the namespace gets its requests, its cookies and its certificate.',
  remedy: 'Correct the name of the Service, or take the path away.',
  severity: 'low',
  layer: 'network',
  threats: ['network-attack', 'data-exposure'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource'],
  aliases: ['kube-linter:dangling-ingress', 'kube-score:ingress-targets-service'],
  appliesTo: { kinds: ingressKinds },
  evaluate: (object, { inventory }) => {
    const spec = field(object.body, 'spec');
    const fallback = ['defaultBackend', 'backend'].map((key) => ({ backend: field(spec, key), at: `/spec/${key}` }));
    const places = [...fallback, ...ingressPaths(object).map(({ backend, pointer }) => ({ backend, at: `${pointer}/backend` }))];
    return places.flatMap(({ backend, at }) => {
      const { name, path } = serviceOf(backend, at);
      // The load balancer controller of AWS takes actions from annotations by this port.
      const isAction = stringField(field(field(backend, 'service'), 'port'), 'name') === 'use-annotation';
      if (name === undefined || isAction || objectsNamed(inventory, 'Service', '', object.namespace, name).length > 0) return [];
      if (object.origin.kind === 'file' && !hasNearly(name, object.namespace, inventory)) return [];
      return [
        advised(path, 'the Service does not exist', `there is no Service ${name}`, 'Name a Service that exists, or remove the path.'),
      ];
    });
  },
});

function hasNearly(name: string, namespace: string, inventory: Inventory): boolean {
  return objectsOfKind(inventory, 'Service', '').some((service) => service.namespace === namespace && isMisspeltName(name, service.name));
}

function serviceOf(backend: Json | undefined, at: string): { readonly name: string | undefined; readonly path: string } {
  const service = stringField(field(backend, 'service'), 'name');
  return service === undefined
    ? { name: stringField(backend, 'serviceName'), path: `${at}/serviceName` }
    : { name: service, path: `${at}/service/name` };
}
