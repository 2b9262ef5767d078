// SPDX-License-Identifier: Apache-2.0
// Reads spec.match of a constraint that names Pods and denies: namespaces, excludedNamespaces, namespaceSelector or labelSelector must
// bound it, unless Gatekeeper's Config leaves namespaces out.
import { field } from '../../model/json.ts';
import { setOperation } from '../../model/patch.ts';
import { defineCheck } from '../check.ts';
import { constraintKinds, enforcementAction, exemptNamespaces, matchedKinds, matchesPods, matchOf } from '../facts/gatekeeper.ts';

export const gatekeeperConstraintNoExclusions = defineCheck({
  id: 'gatekeeper-constraint-no-exclusions',
  title: 'Constraint holds for the pods of the system as well',
  why: 'The network plugin, DNS and Gatekeeper itself are refused the next time they start: one eviction takes the cluster down, and the only way back is to switch the rule off.',
  remedy: 'Exclude kube-system, gatekeeper-system and the other namespaces of the platform.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://open-policy-agent.github.io/gatekeeper/website/docs/exempt-namespaces'],
  aliases: [],
  appliesTo: { kinds: constraintKinds },
  evaluate: (constraint, { inventory }) => {
    const match = matchOf(constraint);
    const isBounded = ['namespaces', 'excludedNamespaces', 'namespaceSelector', 'labelSelector', 'name'].some(
      (key) => field(match, key) !== undefined,
    );
    if (
      matchedKinds(constraint).length === 0 ||
      !matchesPods(constraint) ||
      isBounded ||
      enforcementAction(constraint) !== 'deny' ||
      exemptNamespaces(inventory).length > 0
    )
      return [];
    return [
      {
        kind: 'fault',
        path: '/spec/match/excludedNamespaces',
        reason: 'no namespace is excluded',
        detail: 'pods of every namespace are matched, those of the system included',
        remedy: {
          kind: 'patch',
          patch: [setOperation(constraint.body, '/spec/match/excludedNamespaces', ['kube-system', 'gatekeeper-system'])],
          note: 'Add the namespaces of the network, storage and security components.',
        },
      },
    ];
  },
});
