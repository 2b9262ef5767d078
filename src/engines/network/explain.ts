// SPDX-License-Identifier: Apache-2.0
// Why one connection is allowed or not: the policy and the rule that decide, for each direction.
import { itemOf, type Party } from './between.ts';
import { contains } from './connections.ts';
import type { Network } from './network.ts';
import { alwaysAllowed, itemVerdict } from './pairs.ts';
import { type Connection, type Reason, trace } from './trace.ts';
import type { Verdict } from './verdicts.ts';

export type Answer = 'allowed' | 'denied' | 'unknown';

export interface Explanation {
  readonly answer: Answer;
  /** A pod and itself, or a pod and its own node, reach each other whatever policies say; `perhaps` where the nodes are not known. */
  readonly always: 'yes' | 'perhaps' | 'no';
  readonly egress: Decision;
  readonly ingress: Decision;
}

export interface Decision {
  readonly answer: Answer;
  /** In the order of evaluation. Where the answer is known, the one reason for it; else all that may decide. */
  readonly reasons: readonly Reason[];
}

export function explain(network: Network, sender: Party, receiver: Party, connection: Connection): Explanation {
  const [from, to] = [itemOf(network, sender), itemOf(network, receiver)];
  const { classes, egress, ingress, verdicts } = network;
  const [sending, receiving] = [classes.of[from] ?? 0, classes.of[to] ?? 0];
  const sent = verdicts.at(egress.verdict(egress.rowOf[sending] ?? 0, receiving));
  const taken = verdicts.at(ingress.verdict(ingress.rowOf[receiving] ?? 0, sending));
  return {
    answer: answerFor(verdicts.at(itemVerdict(network, from, to)), connection),
    always: alwaysAllowed(from, network.endpoints[from], to, network.endpoints[to]),
    egress: decisionOf(answerFor(sent, connection), trace(network, 'egress', from, to, connection)),
    ingress: decisionOf(answerFor(taken, connection), trace(network, 'ingress', to, from, connection)),
  };
}

/** Why a connection between two items is not known, each reason once. */
export function doubtsBetween(network: Network, from: number, to: number, connection: Connection): readonly string[] {
  const { classes, egress, ingress, endpoints, verdicts } = network;
  const [sending, receiving] = [classes.of[from] ?? 0, classes.of[to] ?? 0];
  const isOpen = (verdict: Verdict) => answerFor(verdict, connection) === 'unknown';
  const reasons = [
    ...(isOpen(verdicts.at(egress.verdict(egress.rowOf[sending] ?? 0, receiving))) ? trace(network, 'egress', from, to, connection) : []),
    ...(isOpen(verdicts.at(ingress.verdict(ingress.rowOf[receiving] ?? 0, sending)))
      ? trace(network, 'ingress', to, from, connection)
      : []),
  ];
  const always = alwaysAllowed(from, endpoints[from], to, endpoints[to]) === 'perhaps' ? ['which node a pod is on is not known'] : [];
  return [...new Set([...always, ...reasons.flatMap((reason) => (reason.kind === 'default' ? [] : reason.doubts))])];
}

function answerFor({ allowed, denied }: Verdict, { protocol, port }: Connection): Answer {
  if (contains(allowed, protocol, port)) return 'allowed';
  return contains(denied, protocol, port) ? 'denied' : 'unknown';
}

function decisionOf(answer: Answer, reasons: readonly Reason[]): Decision {
  if (answer === 'unknown') return { answer, reasons };
  const deciding = reasons.filter((reason) => answerOf(reason) === answer);
  const sure = deciding.find((reason) => reason.kind === 'default' || reason.doubts.length === 0) ?? deciding[0];
  return { answer, reasons: sure === undefined ? [] : [sure] };
}

function answerOf(reason: Reason): Answer | undefined {
  switch (reason.kind) {
    case 'default':
      return 'allowed';
    case 'isolated':
      return 'denied';
    case 'rule':
      return reason.action === 'allow' ? 'allowed' : reason.action === 'deny' ? 'denied' : undefined;
  }
}
