// SPDX-License-Identifier: Apache-2.0
import { defineEdge, type Step } from '../edge.ts';

export const among = defineEdge({
  id: 'among',
  title: 'Choose one of many',
  reason: 'Who holds all objects of a kind holds each of them.',
  condition: 'A ServiceAccount that only a binding names, and a workload that has no running Pod, is taken for one that is there.',
  references: [],
  length: 0,
  *stepsOf({ accounts, footholds, identities, namespaces, nodes, pods }): Generator<Step> {
    const one = { how: 'is one of them' };
    for (const namespace of namespaces) {
      for (const hub of [footholds.secrets, footholds.serviceAccounts, footholds.pods, footholds.newPods])
        yield { from: hub(''), to: hub(namespace), ...one };
      yield { from: footholds.roles(''), to: footholds.roles(namespace), ...one };
      yield { from: footholds.anyNamespace(), to: footholds.everything(namespace), ...one };
      for (const [name, assumes] of accounts.get(namespace) ?? [])
        yield { from: footholds.serviceAccounts(namespace), to: footholds.serviceAccount(namespace, name), ...one, assumes };
    }
    for (const { foothold, namespace } of pods) yield { from: footholds.pods(namespace), to: foothold, ...one };
    for (const { foothold } of identities.values()) {
      if (foothold.name !== 'Group system:masters') yield { from: footholds.identities(), to: foothold, ...one };
      if (foothold.kind === 'user') yield { from: footholds.users(), to: foothold, ...one };
    }
    for (const name of nodes.keys()) {
      yield { from: footholds.anyNode(), to: footholds.node(name), ...one };
      yield { from: footholds.anyKubelet(), to: footholds.kubelet(name), ...one };
    }
  },
});
