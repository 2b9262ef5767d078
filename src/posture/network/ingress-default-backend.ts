// SPDX-License-Identifier: Apache-2.0
// Reads spec.defaultBackend of Ingresses that have rules too; only absent is allowed beside them. Alone it is the Ingress’s whole purpose, and
// ingress-wildcard-host's matter.
import { field, isObject } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { removeRemedy } from '../facts/container-faults.ts';
import { listField } from '../facts/flow-rules.ts';
import { ingressKinds } from '../facts/ingress.ts';

export const ingressDefaultBackend = defineCheck({
  id: 'ingress-default-backend',
  title: 'Requests that fit no rule reach a program',
  why: 'Every name and path that nobody thought of is answered by it: scanners that know only the address find a program to try, and a rule with a slip in its path is not noticed.',
  remedy: 'Take defaultBackend away: the controller then answers with 404.',
  severity: 'info',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#default-backend'],
  aliases: [],
  appliesTo: { kinds: ingressKinds },
  evaluate: ({ body, apiVersion }) => {
    const key = apiVersion.endsWith('/v1') ? 'defaultBackend' : 'backend';
    const spec = field(body, 'spec');
    if (!isObject(field(spec, key)) || listField(spec, 'rules').length === 0) return [];
    return [
      {
        kind: 'fault',
        path: `/spec/${key}`,
        reason: 'a default beside the rules',
        detail: 'what fits no rule is sent to a Service',
        remedy: removeRemedy(`/spec/${key}`, 'What relies on the default needs a rule of its own.'),
      },
    ];
  },
});
