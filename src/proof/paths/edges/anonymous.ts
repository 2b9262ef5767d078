// SPDX-License-Identifier: Apache-2.0
import { componentsNamed } from '../../../posture/facts/components-in.ts';
import { defineEdge, type Step } from '../edge.ts';

export const anonymous = defineEdge({
  id: 'anonymous',
  title: 'Ask the API server without a credential',
  reason:
    'A request without a credential is of the user system:anonymous and the group system:unauthenticated. What is bound to them is open to whoever reaches the API server.',
  condition: 'The API server is reached from the internet, and accepts anonymous requests.',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests'],
  length: 1,
  *stepsOf({ footholds, inventory }): Generator<Step> {
    const servers = componentsNamed(inventory, 'kube-apiserver');
    const refuses =
      servers.length > 0 && servers.every(({ flags }) => flags.findLast(({ name }) => name === 'anonymous-auth')?.value === 'false');
    if (refuses) return;
    yield {
      from: footholds.internet(),
      to: footholds.user('system:anonymous'),
      how: 'asks without a credential',
      assumes: ['the API server is open to the internet, and to anonymous requests'],
    };
  },
});
