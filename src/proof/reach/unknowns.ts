// SPDX-License-Identifier: Apache-2.0
// Which answers are not known, and for what reasons: what makes a list or a matrix incomplete.
import {
  type Change,
  type Connections,
  doubtsBetween,
  type Exposure,
  intersect,
  type Isolation,
  itemVerdict,
  type Network,
  type Place,
  rangesOf,
  unionOf,
} from '../../engines/network/index.ts';
import type { Reach } from './ask.ts';
import { type Matrix, matrixEdges } from './matrix.ts';

export interface Unknowns {
  readonly answers: number;
  /** Each once, those met first. */
  readonly reasons: readonly string[];
}

export const nothingUnknown: Unknowns = { answers: 0, reasons: [] };

/** Between two places, what is not known. */
export interface OpenEdge {
  readonly from: Place;
  readonly to: Place;
  readonly unknown: Connections;
}

/** Edges that are asked for their reasons; with more the same ones come again. */
const asked = 200;

export function unknownEdges(network: Network, edges: Iterable<OpenEdge>): Unknowns {
  let answers = 0;
  const reasons = new Set<string>();
  const met = new Set<string>();
  for (const edge of edges) {
    if (edge.unknown.length === 0) continue;
    answers++;
    if (met.size >= asked) continue;
    const key = classesOf(network, edge);
    if (met.has(key)) continue;
    met.add(key);
    for (const reason of reasonsFor(network, edge)) reasons.add(reason);
  }
  return { answers, reasons: [...reasons] };
}

export function unknownPairs(matrix: Matrix): Unknowns {
  return unknownEdges(matrix.network, openPairs(matrix));
}

function* openPairs(matrix: Matrix): Generator<OpenEdge> {
  for (const { from, to, unknown } of matrixEdges(matrix)) {
    if (unknown.length === 0) continue;
    const [sender, receiver] = [matrix.nodes[from]?.place, matrix.nodes[to]?.place];
    if (sender !== undefined && receiver !== undefined) yield { from: sender, to: receiver, unknown };
  }
}

function classesOf({ classes }: Network, { from, to }: OpenEdge): string {
  const of = ({ items }: Place) => [...new Set(items.map((item) => classes.of[item]))].join();
  return `${of(from)} ${of(to)}`;
}

/** Of the first pair whose own verdict leaves one of the connections open. */
function reasonsFor(network: Network, { from, to, unknown }: OpenEdge): readonly string[] {
  for (const sender of from.items) {
    for (const receiver of to.items) {
      const [range] = rangesOf(intersect(network.verdicts.at(itemVerdict(network, sender, receiver)).unknown, unknown));
      if (range !== undefined) return doubtsBetween(network, sender, receiver, { protocol: range.protocol, port: range.first });
    }
  }
  return [];
}

/** What differs perhaps, with the reasons of both networks. */
export function unknownChanges(before: Network, after: Network, changes: readonly Change[]): Unknowns {
  const open = changes.filter(({ perhapsGained, perhapsLost }) => perhapsGained.length + perhapsLost.length > 0);
  const edges = (side: 'before' | 'after') =>
    open.flatMap(({ sender, receiver, perhapsGained, perhapsLost }): OpenEdge[] => {
      const [from, to] = [sender[side], receiver[side]];
      return from === undefined || to === undefined ? [] : [{ from, to, unknown: unionOf([perhapsGained, perhapsLost]) }];
    });
  const reasons = [...unknownEdges(before, edges('before')).reasons, ...unknownEdges(after, edges('after')).reasons];
  return { answers: open.length, reasons: [...new Set(reasons)] };
}

export function unknownOutcomes({ outcomes }: Reach): Unknowns {
  const open = outcomes.filter(({ answer }) => answer === 'unknown');
  const explanations = open.flatMap(({ parts }) => parts.filter(({ explanation }) => explanation.answer === 'unknown'));
  const reasons = explanations.flatMap(({ explanation: { egress, ingress } }) =>
    [...egress.reasons, ...ingress.reasons].flatMap((reason) => (reason.kind === 'default' ? [] : reason.doubts)),
  );
  return { answers: open.length, reasons: [...new Set(reasons)] };
}

/** Who serves an Ingress is never known: what hangs on that alone is `perhaps`, and the answer. */
export function unknownExposures(exposures: readonly Exposure[]): Unknowns {
  const open = exposures.filter(({ doubts }) => doubts.length > 0);
  return { answers: open.length, reasons: [...new Set(open.flatMap(({ doubts }) => doubts))] };
}

export function unknownIsolations(isolations: readonly Isolation[]): Unknowns {
  const open = isolations.filter(({ ingress, egress }) => ingress === 'unknown' || egress === 'unknown');
  return { answers: open.length, reasons: [...new Set(open.flatMap(({ doubts }) => doubts))] };
}

export function joinedUnknowns(a: Unknowns, b: Unknowns): Unknowns {
  return { answers: a.answers + b.answers, reasons: [...new Set([...a.reasons, ...b.reasons])] };
}
