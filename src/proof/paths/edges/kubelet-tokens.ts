// SPDX-License-Identifier: Apache-2.0
import { defineEdge, type Step } from '../edge.ts';
import { isOnEveryNode } from '../pod-escapes.ts';

export const kubeletTokens = defineEdge({
  id: 'kubelet-tokens',
  title: 'Be the ServiceAccounts of the Pods on a node',
  reason:
    'The Node authorizer lets a kubelet ask for tokens of the ServiceAccounts of Pods on its node, and read the Secrets that they use.',
  condition: 'Where the input does not tell on which node a Pod runs, it may be any.',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/node/'],
  length: 1,
  *stepsOf({ footholds, pods }): Generator<Step> {
    for (const one of pods) {
      const { account, accountName, foothold, nodes } = one;
      const how = `may ask for the token of ServiceAccount ${accountName}, for ${foothold.name}`;
      for (const name of nodes) yield { from: footholds.kubelet(name), to: account, how };
      if (nodes.length === 0) yield { from: footholds.anyKubelet(), to: account, how };
      const assumes = isOnEveryNode(one) ? [] : [`${foothold.name} runs on that node`];
      yield { from: footholds.someKubelet(), to: account, how, assumes };
    }
  },
});
