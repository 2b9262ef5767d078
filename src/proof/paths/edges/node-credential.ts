// SPDX-License-Identifier: Apache-2.0
import { defineEdge, type Step } from '../edge.ts';

export const nodeCredential = defineEdge({
  id: 'node-credential',
  title: 'Take the credential of the kubelet',
  reason: 'Root on a node reads the client certificate of its kubelet, and the memory and files of every Pod on it.',
  condition: 'None.',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/node/'],
  length: 1,
  *stepsOf({ footholds, nodes, pods }): Generator<Step> {
    const how = 'holds the credential of the kubelet';
    yield { from: footholds.someNode(), to: footholds.someKubelet(), how };
    yield { from: footholds.anyNode(), to: footholds.anyKubelet(), how };
    for (const name of nodes.keys()) yield { from: footholds.node(name), to: footholds.kubelet(name), how };
    for (const { foothold, nodes: names } of pods) {
      for (const name of names) yield { from: footholds.node(name), to: foothold, how: 'runs it' };
      if (names.length === 0) yield { from: footholds.anyNode(), to: foothold, how: 'is the node that runs it' };
    }
  },
});
