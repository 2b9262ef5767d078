// SPDX-License-Identifier: Apache-2.0
// Reads the labels of Calico's network sets, and the selectors of the rules of its policies: one must select the set. It is asked only where
// there are such policies.
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { selectorTexts } from '../facts/calico-policies.ts';
import { type CalicoSelector, calicoSelects, compileCalicoSelector } from '../../model/calico-selector.ts';
import { isCalico } from '../facts/flow-rules.ts';
import { perInventory } from '../facts/per-inventory.ts';

const policyKinds = ['NetworkPolicy', 'GlobalNetworkPolicy', 'StagedNetworkPolicy', 'StagedGlobalNetworkPolicy'];

/** The selectors of the peers of all rules; a set is never what a policy applies to. */
const peerSelectors = perInventory((inventory: Inventory) => {
  const policies = policyKinds.flatMap((kind) => objectsOfKind(inventory, kind)).filter(isCalico);
  const selectors = policies.flatMap((policy) =>
    selectorTexts(policy).flatMap(({ pointer, text }): CalicoSelector[] => {
      const compiled = /\/(?:source|destination)\/selector$/.test(pointer) ? compileCalicoSelector(text) : { invalid: '' };
      return 'invalid' in compiled ? [] : [compiled];
    }),
  );
  return { policies: policies.length, selectors };
});

export const calicoNetworkSetUnused = defineCheck({
  id: 'calico-network-set-unused',
  title: 'No rule uses the network set',
  why: 'The addresses are neither allowed nor denied by anything: a list of attackers that no rule names keeps nobody out.',
  remedy: 'Give the set a label, and name that in source.selector or destination.selector of a rule.',
  severity: 'low',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://docs.tigera.io/calico/latest/reference/resources/globalnetworkset'],
  aliases: [],
  appliesTo: {
    kinds: ['projectcalico.org', 'crd.projectcalico.org'].flatMap((group) => [`GlobalNetworkSet.${group}`, `NetworkSet.${group}`]),
  },
  applicable: (_, { inventory }) => peerSelectors(inventory).policies > 0,
  evaluate: ({ name, namespace, labels }, { inventory }) => {
    const own = namespace === '' ? labels : { ...labels, 'projectcalico.org/namespace': namespace };
    if (peerSelectors(inventory).selectors.some((selector) => calicoSelects(selector, own))) return [];
    const isBare = Object.keys(labels).length === 0;
    const path = isBare ? '/metadata/labels' : '/metadata/name';
    const detail = isBare ? `${name} has no labels by which a rule could name it` : `no selector of a rule selects ${name}`;
    return [advised(path, 'no rule uses it', detail, 'Name a label of the set in a rule, or delete the set.')];
  },
});
