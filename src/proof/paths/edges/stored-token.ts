// SPDX-License-Identifier: Apache-2.0
import { defineEdge, type Step } from '../edge.ts';
import { tokenSecrets } from '../token-secrets.ts';

export const storedToken = defineEdge({
  id: 'stored-token',
  title: 'Take a token of a ServiceAccount from a Secret',
  reason: 'A Secret of type kubernetes.io/service-account-token holds a token that does not expire.',
  condition: 'Its ServiceAccount exists; the token controller has filled it.',
  references: ['https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets'],
  length: 1,
  *stepsOf(world): Generator<Step> {
    const { footholds } = world;
    for (const { object, namespace, account, foothold } of tokenSecrets(world)) {
      yield { from: footholds.secrets(namespace), to: foothold, how: 'is one of them' };
      yield {
        from: foothold,
        to: footholds.serviceAccount(namespace, account),
        how: `holds a token of ServiceAccount ${account}`,
        removables: [{ kind: 'secret', action: `delete Secret ${namespace}/${object.name}`, object, pointer: '' }],
        object,
        pointer: '/metadata/annotations',
      };
    }
  },
});
