// SPDX-License-Identifier: Apache-2.0
// Reads rules: get and create of pods/portforward, pods/proxy and services/proxy are allowed only by name.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacPodPortForward = defineCheck({
  id: 'rbac-pod-port-forward',
  title: 'Role may reach ports of Pods through the API server',
  why: 'Port forwarding and the proxy subresources reach any port of a Pod or Service through the API server. No NetworkPolicy sees that as a connection of the caller.',
  remedy: 'Remove the subresource, or grant it for a limited time.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['network-attack', 'data-exposure'],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  aliases: [],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.portForward, {
    at: 'resources',
    reason: 'may reach ports of Pods',
    advice: 'Remove the subresource; grant it for a limited time to whom it is needed by.',
  }),
});
