// SPDX-License-Identifier: Apache-2.0
// Reads spec.externalName of Services of type ExternalName: it must be a name outside of the cluster, no address, not the host itself,
// and no Service of another namespace.
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { parseAddress } from '../../model/cidr.ts';

export const serviceExternalName = defineCheck({
  id: 'service-external-name',
  title: 'ExternalName leads where its author has no business',
  why: 'Whoever resolves the name from its own place, an Ingress controller above all, is led to itself, to the metadata service, or past the policies to Services of another namespace.',
  remedy:
    'Name a host outside of the cluster; reach Services of other namespaces by their own names, and by a ReferenceGrant through a Gateway.',
  severity: 'low',
  layer: 'network',
  threats: ['network-attack', 'unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#externalname'],
  aliases: [],
  appliesTo: { kinds: ['Service'] },
  applicable: ({ body }) => stringField(field(body, 'spec'), 'type') === 'ExternalName',
  evaluate: ({ namespace, body }) => {
    const name = (stringField(field(body, 'spec'), 'externalName') ?? '').toLowerCase().replace(/\.$/, '');
    const where = destination(name, namespace);
    if (where === undefined) return [];
    return [
      {
        kind: 'fault',
        path: '/spec/externalName',
        reason: 'a name that is not outside',
        detail: `${name.slice(0, 100)} is ${where}`,
        remedy: { kind: 'advice', advice: 'Remove the Service, or name the host outside of the cluster that it was meant for.' },
      },
    ];
  },
});

function destination(name: string, namespace: string): string | undefined {
  if (parseAddress(name) !== undefined) return 'an address, which DNS takes for a name';
  if (name === 'localhost' || name.endsWith('.localhost')) return 'the host that resolves it';
  if (['metadata', 'metadata.google.internal', 'instance-data', 'instance-data.ec2.internal'].includes(name))
    return 'the metadata service of the cloud';
  const service = /^[^.]+\.([^.]+)\.svc(\.cluster\.local)?$/.exec(name);
  return service === null || service[1] === namespace ? undefined : `a Service of namespace ${service[1]}`;
}
