// SPDX-License-Identifier: Apache-2.0
import { powers } from '../../../posture/facts/rbac-powers.ts';
import { defineEdge, type Step } from '../edge.ts';
import { isOnEveryNode } from '../pod-escapes.ts';
import { namesHeld } from '../rights.ts';
import type { World } from '../world.ts';

const change = powers.changeNodes.permissions[0];

export const drainToNode = defineEdge({
  id: 'drain-to-node',
  title: 'Make the Pods of other nodes move to this one',
  reason:
    'Whoever changes nodes taints all but his own, and the scheduler moves Pods to it. The right often comes with an agent that runs on every node.',
  condition: 'Pods that are bound to their node, static ones and those of DaemonSets, stay where they are.',
  references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions'],
  length: 1,
  *stepsOf(world): Generator<Step> {
    const { footholds, pods } = world;
    for (const one of pods) {
      const { account, accountName, foothold, nodes } = one;
      const placed = isOnEveryNode(one) ? [] : [`${foothold.name} runs on that node`];
      const ways = changers(world, account.name);
      for (const { removable, assumes } of ways) {
        const removables = removable === undefined || ways.length > 1 ? [] : [removable];
        const how = `runs ${foothold.name}, whose ServiceAccount ${accountName} may change nodes`;
        const common = { to: footholds.anyKubelet(), how, removables };
        for (const name of nodes) yield { from: footholds.node(name), ...common, assumes };
        if (nodes.length === 0) yield { from: footholds.someNode(), ...common, assumes: [...assumes, ...placed] };
      }
    }
  },
});

/** Bindings by which an account may change every node. */
function changers({ identities }: World, account: string) {
  return (identities.get(account)?.held ?? []).flatMap(({ holding, by }) =>
    holding.scope === '' && namesHeld(holding.role, change) === 'every' ? [by] : [],
  );
}
