// SPDX-License-Identifier: Apache-2.0
// Reads rules: create, update and patch of endpoints and endpointslices are allowed only by resourceNames.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacChangeEndpoints = defineCheck({
  id: 'rbac-change-endpoints',
  title: 'Role may send traffic of Services elsewhere',
  why: 'Endpoints and EndpointSlices say where the traffic of a Service goes. Whoever writes them sends it to a Pod, a host or an address of their own, in other namespaces too.',
  remedy: 'Leave them to the controllers that keep them; select Pods by Services instead.',
  severity: 'low',
  layer: 'cluster',
  threats: ['network-attack'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/',
  ],
  aliases: ['T1557'],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.changeEndpoints, {
    at: 'verbs',
    reason: 'may change endpoints',
    advice: 'Remove the verbs that write; let Services select their Pods.',
  }),
});
