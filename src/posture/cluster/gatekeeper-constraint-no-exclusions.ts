// SPDX-License-Identifier: Apache-2.0
// Reads spec.match of a constraint that denies and names Pods, or admits images by a list: namespaces or a selector must bound it,
// or excludedNamespaces name kube-system, unless Gatekeeper's Config leaves namespaces out.
import { field, isArray, isObject, type Json } from '../../model/json.ts';
import { setOperation } from '../../model/patch.ts';
import { defineCheck } from '../check.ts';
import {
  admittedImages,
  constraintKinds,
  enforcementAction,
  exemptNamespaces,
  matchedKinds,
  matchesPods,
  matchOf,
  namesNamespace,
  strings,
} from '../facts/gatekeeper.ts';

/** A list, selector or name that bounds nothing. */
function isEmpty(value: Json | undefined): boolean {
  return (value ?? '') === '' || (isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0);
}

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
    const isBounded = ['namespaces', 'namespaceSelector', 'labelSelector', 'name'].some((key) => !isEmpty(field(match, key)));
    const excluded = strings(field(match, 'excludedNamespaces'));
    if (
      (matchedKinds(constraint).length === 0 && admittedImages(constraint) === undefined) ||
      !matchesPods(constraint) ||
      isBounded ||
      namesNamespace(excluded, 'kube-system') ||
      enforcementAction(constraint) !== 'deny' ||
      exemptNamespaces(inventory).length > 0
    )
      return [];
    return [
      {
        kind: 'fault',
        path: '/spec/match/excludedNamespaces',
        reason: excluded.length === 0 ? 'no namespace is excluded' : 'kube-system is not excluded',
        detail: `pods of every namespace${excluded.length === 0 ? '' : ` but ${excluded.join(', ')}`} are matched, those of the system included`,
        remedy: {
          kind: 'patch',
          patch: [setOperation(constraint.body, '/spec/match/excludedNamespaces', [...excluded, 'kube-system', 'gatekeeper-system'])],
          note: 'Add the namespaces of the network, storage and security components.',
        },
      },
    ];
  },
});
