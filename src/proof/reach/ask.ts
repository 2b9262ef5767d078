// SPDX-License-Identifier: Apache-2.0
// Whether one subject may connect to another: one answer, or the groups of pods and addresses whose answers differ.
import {
  all,
  type Connections,
  connectionsBetween,
  connectionsText,
  type Endpoint,
  intersect,
  type Network,
  sameConnections,
  type Verdict,
} from '../../engines/network/index.ts';
import { connectionsAt, connectionsThrough, type PortQuery } from './port.ts';
import { partiesOf, type Side, sidesOf } from './sides.ts';
import type { Subject } from './subject.ts';
import { type ExplainedPart, explainedParts, explanationKey } from './why.ts';

export interface Question {
  readonly from: Subject;
  readonly to: Subject;
  readonly port: PortQuery | undefined;
}

/** `some`: of the connections asked for, some are allowed and others are not. */
export type PairAnswer = 'yes' | 'no' | 'unknown' | 'some';

/** Every sender of the one list to every receiver of the other has this answer, for these reasons. */
export interface Outcome {
  readonly answer: PairAnswer;
  readonly senders: readonly Side[];
  readonly receivers: readonly Side[];
  readonly asked: Connections;
  readonly allowed: Connections;
  readonly denied: Connections;
  readonly unknown: Connections;
  readonly parts: readonly ExplainedPart[];
}

export interface Reach {
  readonly question: Question;
  readonly answer: PairAnswer | 'differs';
  readonly outcomes: readonly Outcome[];
  /** Receivers that have no such port. */
  readonly portless: readonly Side[];
}

/** Pairs that are told apart by their reasons as well; of more than that, only by their answers. */
const explainedPairs = 400;

type Single = Omit<Outcome, 'senders' | 'receivers'> & { readonly sender: Side; readonly key: string };

export function ask(network: Network, question: Question): Reach {
  const { from, to } = question;
  const isOfNodes = ({ endpoints }: Subject) => endpoints.some(({ kind }) => kind !== 'pod');
  const senders = sidesOf(network, from, isOfNodes(to), () => all);
  const receivers = sidesOf(network, to, isOfNodes(from), asks(question));
  const isFew = senders.length * receivers.length <= explainedPairs;
  const found = new Map<string, Outcome>();
  for (const receiver of receivers) {
    if (receiver.asked === undefined) continue;
    const { asked } = receiver;
    const singles = senders
      .filter((sender) => !isItself(question, sender, receiver))
      .map((sender) => single(network, question, sender, receiver, asked, isFew));
    for (const group of Map.groupBy(singles, ({ key }) => key).values()) put(found, group, receiver);
  }
  const outcomes = [...found.values()].toSorted((a, b) => rank[a.answer] - rank[b.answer] || sizeOf(b) - sizeOf(a));
  const answers = new Set(outcomes.map(({ answer }) => answer));
  const [answer = 'no'] = answers;
  return {
    question,
    answer: answers.size > 1 ? 'differs' : answer,
    outcomes,
    portless: receivers.filter(({ asked }) => asked === undefined),
  };
}

/** A pod and itself, where more was asked about. */
function isItself({ from, to }: Question, sender: Side, receiver: Side): boolean {
  const [member] = sender.members;
  const isOne = sender.members.length === 1 && receiver.members.length === 1 && member === receiver.members[0];
  return isOne && member?.single === true && from.endpoints.length + to.endpoints.length > 2;
}

const rank: Readonly<Record<PairAnswer, number>> = { no: 0, some: 1, unknown: 2, yes: 3 };

function sizeOf({ senders, receivers }: Outcome): number {
  const size = (sides: readonly Side[]) => sides.reduce((sum, { members, ranges }) => sum + members.length + ranges.length, 0);
  return size(senders) * size(receivers);
}

/** Receivers with the same senders, answer and reasons come together, so that each outcome is every pair of its lists. */
function put(found: Map<string, Outcome>, group: readonly Single[], receiver: Side): void {
  const [first] = group;
  if (first === undefined) return;
  const senders = group.map(({ sender }) => sender);
  const { sender: _, key: reasons, ...common } = first;
  const key = `${reasons} ${senders.map(sideKey).join(';')}`;
  const known = found.get(key);
  found.set(key, { ...common, senders, receivers: [...(known?.receivers ?? []), receiver] });
}

function sideKey({ members, ranges }: Side): string {
  return `${members[0]?.item ?? ''} ${ranges[0]?.first ?? ''}`;
}

export function asks({ to, port }: Pick<Question, 'to' | 'port'>): (receiver: Endpoint | undefined) => Connections | undefined {
  const { meant } = to;
  return (receiver) => {
    if (meant.kind === 'service' && receiver !== undefined) return connectionsThrough(meant.service, port, receiver);
    return port === undefined ? all : connectionsAt(port, receiver);
  };
}

function single(network: Network, question: Question, sender: Side, receiver: Side, asked: Connections, isExplained: boolean): Single {
  const [from, to] = partiesOf(network, sender, receiver);
  const limited = limitedTo(connectionsBetween(network, from, to).verdict, asked);
  const answer = answerOf(limited, question);
  const parts = isExplained ? explainedParts(network, from, to, asked) : [];
  const sets = Object.values(limited).map((set) => set.join());
  const reasons = parts.map(({ connections, explanation }) => `${connections.join()} ${explanationKey(explanation)}`);
  return { sender, answer, asked, ...limited, parts, key: [answer, ...sets, ...reasons].join('\n') };
}

function limitedTo({ allowed, denied, unknown }: Verdict, asked: Connections): Verdict {
  return { allowed: intersect(allowed, asked), denied: intersect(denied, asked), unknown: intersect(unknown, asked) };
}

/** Without a port the question is whether anything gets there; with one, whether all that it means does. */
function answerOf({ allowed, denied, unknown }: Verdict, { port, to }: Question): PairAnswer {
  if (unknown.length === 0 && allowed.length === 0) return 'no';
  if (port === undefined && to.meant.kind !== 'service') return allowed.length > 0 ? 'yes' : 'unknown';
  if (unknown.length === 0 && denied.length === 0) return 'yes';
  return unknown.length > 0 ? 'unknown' : 'some';
}

/** The connections of a question where all of its receivers are asked for the same. */
export function askedText({ outcomes }: Reach): string | undefined {
  const [first, ...others] = outcomes;
  if (first === undefined || !others.every(({ asked }) => sameConnections(asked, first.asked))) return undefined;
  return connectionsText(first.asked);
}
