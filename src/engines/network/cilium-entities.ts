// SPDX-License-Identifier: Apache-2.0
// Cilium's names for groups of peers.
import { everyIPv4, everyIPv6 } from './addresses.ts';
import { and, anybody, hosts, nobody, or, outside, pods, type Term, unknown } from './term.ts';

const cluster = or(pods, hosts);

const entities: ReadonlyMap<string, Term> = new Map([
  ['all', anybody],
  ['world', outside],
  ['world-ipv4', and(outside, { kind: 'addresses', set: [everyIPv4], pods: false, hosts: false })],
  ['world-ipv6', and(outside, { kind: 'addresses', set: [everyIPv6], pods: false, hosts: false })],
  ['cluster', cluster],
  ['host', unknown(hosts, 'which node a pod is on is not known')],
  ['remote-node', unknown(hosts, 'which node a pod is on is not known')],
  ['kube-apiserver', unknown(anybody, 'where the API server is, is not known')],
  // Identities that no pod, node or address of an inventory has.
  ['health', nobody],
  ['ingress', nobody],
  ['init', nobody],
  ['none', nobody],
  ['unmanaged', nobody],
]);

/** Undefined where Cilium has no such entity. */
export function entityTerm(name: string): Term | undefined {
  return entities.get(name);
}

/** Several at once: one's own node and the others are all nodes. */
export function entitiesTerm(names: readonly string[]): Term | { readonly invalid: string } {
  const terms: Term[] = names.includes('host') && names.includes('remote-node') ? [hosts] : [];
  for (const name of names) {
    const term = entityTerm(name);
    if (term === undefined) return { invalid: `${name} is no entity` };
    terms.push(term);
  }
  return or(nobody, ...terms);
}
