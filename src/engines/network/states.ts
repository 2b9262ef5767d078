// SPDX-License-Identifier: Apache-2.0
// How far an ordered evaluation has come, for all connections at once. A connection may be in several sets where rules in doubt
// leave open what became of it; what ends up allowed and denied is unknown.
import { allId, type ConnectionId, type ConnectionStore, noneId } from './connection-store.ts';
import type { Action } from './policy.ts';
import type { VerdictId, VerdictTable } from './verdicts.ts';

export interface State {
  readonly allowed: ConnectionId;
  readonly denied: ConnectionId;
  /** What may get as far as here. */
  readonly live: ConnectionId;
  /** What waits for the next tier. */
  readonly passed: ConnectionId;
  /** Among policies whose order nobody knows: what got to the first of them, and what none of them decided so far. */
  readonly fork: ConnectionId;
  readonly kept: ConnectionId;
}

export type StateId = number;
export const startState: StateId = 0;

export type Transition = (state: StateId) => StateId;

export interface StateTable {
  readonly at: (state: StateId) => State;
  /** A rule that surely matches `sure` and may match `possible`. */
  readonly rule: (action: Action, sure: ConnectionId, possible: ConnectionId) => Transition;
  /** The end of a tier, which refuses what is left there: surely, perhaps, or not at all. */
  readonly endOfTier: (drops: Drops) => Transition;
  readonly fork: Transition;
  readonly nextOfFork: Transition;
  readonly join: Transition;
  /** What nothing decided is allowed. */
  readonly verdict: (state: StateId) => VerdictId;
}

export type Drops = 'yes' | 'perhaps' | 'no';

export function createStateTable(store: ConnectionStore, verdicts: VerdictTable): StateTable {
  const { union, intersect, subtract } = store;
  const states: State[] = [];
  const ids = new Map<string, StateId>();
  const idOf = (state: State): StateId => {
    const key = `${state.allowed},${state.denied},${state.live},${state.passed},${state.fork},${state.kept}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, states.length);
    return states.push(state) - 1;
  };
  const start: State = { allowed: noneId, denied: noneId, live: allId, passed: noneId, fork: noneId, kept: noneId };
  idOf(start);
  const at = (state: StateId): State => states[state] ?? start;
  const transition = (change: (state: State) => State): Transition => {
    const results: StateId[] = [];
    return (from) => (results[from] ??= idOf(change(at(from))));
  };
  const ended: VerdictId[] = [];
  const rules = new Map<string, Transition>();
  const ends: Readonly<Record<Drops, Transition>> = {
    yes: transition((state) => ({ ...state, denied: union(state.denied, state.live), live: state.passed, passed: noneId })),
    perhaps: transition((state) => ({
      ...state,
      denied: union(state.denied, state.live),
      live: union(state.live, state.passed),
      passed: noneId,
    })),
    no: transition((state) => ({ ...state, live: union(state.live, state.passed), passed: noneId })),
  };
  return {
    at,
    rule: (action, sure, possible) => {
      const key = `${action},${sure},${possible}`;
      const known = rules.get(key) ?? transition((state) => decided(state, action, sure, possible));
      rules.set(key, known);
      return known;
    },
    endOfTier: (drops) => ends[drops],
    fork: transition((state) => ({ ...state, fork: state.live, kept: state.live })),
    nextOfFork: transition((state) => ({ ...state, kept: intersect(state.kept, state.live), live: state.fork })),
    join: transition((state) => ({ ...state, live: intersect(state.kept, state.live), fork: noneId, kept: noneId })),
    verdict: (id) => (ended[id] ??= verdictOf(at(id))),
  };

  function verdictOf(state: State): VerdictId {
    const allowed = union(state.allowed, state.live);
    return verdicts.idOf(subtract(allowed, state.denied), intersect(allowed, state.denied));
  }

  function decided(state: State, action: Action, sure: ConnectionId, possible: ConnectionId): State {
    const hit = intersect(state.live, possible);
    const live = subtract(state.live, sure);
    switch (action) {
      case 'allow':
        return { ...state, allowed: union(state.allowed, hit), live };
      case 'deny':
        return { ...state, denied: union(state.denied, hit), live };
      case 'pass':
        return { ...state, passed: union(state.passed, hit), live };
    }
  }
}
