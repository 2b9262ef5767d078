// SPDX-License-Identifier: Apache-2.0
// Reads spec.match.kinds of a constraint that matches Pods alone, and the ExpansionTemplates of the input.
import { objectsOfKind } from '../../model/inventory.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { constraintKinds, matchedKinds } from '../facts/gatekeeper.ts';

export const gatekeeperConstraintPodsOnly = defineCheck({
  id: 'gatekeeper-constraint-pods-only',
  title: 'Constraint is told only where pods are made',
  why: 'The Deployment is accepted and its pods are refused later, where only the events of a ReplicaSet tell. A roll-out hangs half-way, and the rule is blamed and switched off.',
  remedy: 'Add an ExpansionTemplate for the workload kinds.',
  severity: 'info',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://open-policy-agent.github.io/gatekeeper/website/docs/expansion'],
  aliases: [],
  appliesTo: { kinds: constraintKinds },
  evaluate: (constraint, { inventory }) => {
    const kinds = matchedKinds(constraint);
    if (kinds.length === 0 || kinds.some((kind) => kind !== 'Pod')) return [];
    if (objectsOfKind(inventory, 'ExpansionTemplate', 'expansion.gatekeeper.sh').length > 0) return [];
    const advice = 'Apply an ExpansionTemplate that makes Pods of Deployments, DaemonSets, StatefulSets and Jobs.';
    return [advised('/spec/match/kinds', 'pods alone', 'workloads with a pod template are accepted', advice)];
  },
});
