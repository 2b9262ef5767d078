// SPDX-License-Identifier: Apache-2.0
// One profile against every class as the other side, all connections at once.
import { type Bitset, difference, has, intersection } from './bitset.ts';
import { type ConnectionId, noneId } from './connection-store.ts';
import type { Compiled, Profile, Rows, Step } from './network.ts';
import type { Direction } from './policy.ts';
import { portsAt, profilesOf } from './profiles.ts';
import { type StateId, startState, type Transition } from './states.ts';
import { allowedId, type VerdictId } from './verdicts.ts';

export function createRows(network: Compiled, direction: Direction): Rows {
  const profiles = profilesOf(network, direction);
  const distinct = [...new Set(profiles)];
  const indices = new Map(distinct.map((profile, index) => [profile, index]));
  const rows: (Int32Array | undefined)[] = distinct.map(() => undefined);
  const asked = new Int32Array(distinct.length);
  const row = (index: number): Int32Array => (rows[index] ??= verdictsOf(network, distinct[index] ?? []));
  return {
    rowOf: Int32Array.from(profiles, (profile) => indices.get(profile) ?? 0),
    count: distinct.length,
    profile: (at) => profiles[at] ?? [],
    row,
    verdict: (index, at) => {
      const known = rows[index];
      if (known !== undefined) return known[at] ?? allowedId;
      const times = (asked[index] ?? 0) + 1;
      asked[index] = times;
      return times * worthARow > network.classes.count ? (row(index)[at] ?? allowedId) : verdictOf(network, distinct[index] ?? [], at);
    },
  };
}

/** A row costs about as much as this part of its verdicts one by one. */
const worthARow = 8;

function verdictOf({ states }: Compiled, profile: Profile, at: number): VerdictId {
  let state = startState;
  for (const step of profile) {
    if (step.kind === 'endOfTier') state = states.endOfTier(step.drops)(state);
    else if (step.kind !== 'rule') state = states[step.kind](state);
    else if (has(step.rule.peer.possible, at)) {
      const own = step.connections;
      const { connections, sure } = own === undefined ? portsAt(step.rule.ports, at) : { connections: own, sure: true };
      const isSure = step.sure && sure && has(step.rule.peer.sure, at);
      state = states.rule(step.rule.rule.action, isSure ? connections : noneId, connections)(state);
    }
  }
  return states.verdict(state);
}

function verdictsOf(network: Compiled, profile: Profile): Int32Array {
  const { states, classes } = network;
  const reached = new Int32Array(classes.count).fill(startState);
  for (const step of profile) take(network, step, reached);
  everywhere(reached, states.verdict);
  return reached;
}

function take({ states }: Compiled, step: Step, reached: Int32Array): void {
  if (step.kind !== 'rule') {
    everywhere(reached, step.kind === 'endOfTier' ? states.endOfTier(step.drops) : states[step.kind]);
    return;
  }
  const { rule, sure, connections } = step;
  const { action } = rule.rule;
  const perhaps = rule.peer.sure === rule.peer.possible ? undefined : difference(rule.peer.possible, rule.peer.sure);
  const apply = (among: Bitset | undefined, ports: ConnectionId, arePortsSure = true) => {
    if (ports === noneId) return;
    within(
      reached,
      among === undefined ? rule.peer.sure : intersection(rule.peer.sure, among),
      states.rule(action, sure && arePortsSure ? ports : noneId, ports),
    );
    if (perhaps !== undefined)
      within(reached, among === undefined ? perhaps : intersection(perhaps, among), states.rule(action, noneId, ports));
  };
  if (connections !== undefined || rule.ports.groups.length === 0) {
    apply(undefined, connections ?? rule.ports.otherwise);
    return;
  }
  let others: Bitset = rule.peer.possible;
  for (const { connections: ports, items, sure: arePortsSure } of rule.ports.groups) {
    apply(items, ports, arePortsSure);
    others = difference(others, items);
  }
  apply(others, rule.ports.otherwise);
}

function everywhere(reached: Int32Array, transition: (state: StateId) => number): void {
  let [last, next]: [StateId, number] = [-1, -1];
  for (let at = 0; at < reached.length; at++) {
    const state = reached[at] ?? startState;
    if (state !== last) [last, next] = [state, transition(state)];
    reached[at] = next;
  }
}

function within(reached: Int32Array, set: Bitset, transition: Transition): void {
  let [last, next]: [StateId, StateId] = [-1, -1];
  for (let word = 0; word < set.length; word++) {
    let bits = set[word] ?? 0;
    while (bits !== 0) {
      const lowest = bits & -bits;
      bits ^= lowest;
      const at = (word << 5) + 31 - Math.clz32(lowest);
      const state = reached[at] ?? startState;
      if (state !== last) [last, next] = [state, transition(state)];
      reached[at] = next;
    }
  }
}
