// SPDX-License-Identifier: Apache-2.0
// The verdict between two items: both directions, and what holds whatever policies say.
import type { Endpoint } from './endpoints.ts';
import type { Network } from './network.ts';
import { allowedId, type VerdictId } from './verdicts.ts';

/** By policies alone. */
export function classVerdict({ egress, ingress, verdicts }: Network, from: number, to: number): VerdictId {
  return verdicts.both(egress.verdict(egress.rowOf[from] ?? 0, to), ingress.verdict(ingress.rowOf[to] ?? 0, from));
}

/** The verdict between two items, the first of which connects to the second. */
export function itemVerdict(network: Network, from: number, to: number): VerdictId {
  const { endpoints, classes, verdicts } = network;
  const verdict = classVerdict(network, classes.of[from] ?? 0, classes.of[to] ?? 0);
  switch (alwaysAllowed(from, endpoints[from], to, endpoints[to])) {
    case 'yes':
      return allowedId;
    case 'perhaps':
      return verdicts.either(verdict, allowedId);
    case 'no':
      return verdict;
  }
}

/** A pod reaches itself, and a pod and its own node reach each other, whatever policies say. */
export function alwaysAllowed(
  from: number,
  sender: Endpoint | undefined,
  to: number,
  receiver: Endpoint | undefined,
): 'yes' | 'perhaps' | 'no' {
  if (sender === undefined || receiver === undefined) return 'no';
  if (from === to) return sender.single ? 'yes' : 'no';
  if (sender.kind === 'pod' && receiver.kind === 'pod') return 'no';
  if (sender.node === undefined || receiver.node === undefined) return 'perhaps';
  return sender.node === receiver.node ? 'yes' : 'no';
}
