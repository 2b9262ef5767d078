// SPDX-License-Identifier: Apache-2.0
// Why it is not known whether a term means somebody.
import type { Endpoint } from './endpoints.ts';
import type { Step } from './network.ts';
import { accountNameKey, namespaceNameKey, type Term } from './term.ts';

/** In words, each reason once. An endpoint that is undefined stands for addresses that are nobody's. */
export function doubtsAbout(term: Term, who: Endpoint | undefined): readonly string[] {
  return [...new Set(reasonsIn(term, who))];
}

/** Why it is not known whether what no rule of a tier decides is refused. */
export function dropDoubts({ drops, by }: Step & { readonly kind: 'endOfTier' }, who: Endpoint | undefined): readonly string[] {
  if (drops === 'yes') return [];
  return [...new Set(by.flatMap(({ policy }) => [...policy.doubts, ...doubtsAbout(policy.subject, who)]))];
}

function reasonsIn(term: Term, who: Endpoint | undefined): readonly string[] {
  switch (term.kind) {
    case 'unknown':
      return [term.reason, ...reasonsIn(term.among, who)];
    case 'not':
      return reasonsIn(term.of, who);
    case 'and':
    case 'or':
      return term.of.flatMap((part) => reasonsIn(part, who));
    case 'addresses':
      return who === undefined ? [] : addressDoubts(term.pods, who);
    case 'label':
      return who === undefined ? [] : labelDoubts(term, who);
    default:
      return [];
  }
}

function addressDoubts(blocksMatchPods: boolean | undefined, { kind, addresses, name }: Endpoint): readonly string[] {
  if (kind === 'pod' && blocksMatchPods === undefined) return ['whether blocks of addresses match pods depends on the network plugin'];
  return addresses.length === 0 && (kind !== 'pod' || blocksMatchPods === true) ? [`the address of ${name} is not known`] : [];
}

function labelDoubts({ of, test }: Term & { readonly kind: 'label' }, who: Endpoint): readonly string[] {
  switch (of) {
    case 'pod':
      if (who.openLabels === 'all')
        return Object.hasOwn(who.labels, test.key) ? [] : [`whether the pod has the label ${test.key} is not known`];
      return who.openLabels.has(test.key) ? [`the label ${test.key} is set on each pod by its controller`] : [];
    case 'namespace':
      return test.key === namespaceNameKey ? [] : [`the labels of the namespace ${who.namespace} may not be known`];
    case 'account':
      return test.key === accountNameKey ? [] : [`the labels of the service account ${who.serviceAccount} may not be known`];
    case 'node':
      return [`the node of ${who.name} may not be known`];
  }
}
