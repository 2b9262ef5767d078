// SPDX-License-Identifier: Apache-2.0
// A request that some boxes take and others don't, or that there is none: attributes are chosen one after another, and what was
// in vain once is not tried again.
import type { Target } from './boxes.ts';
import type { AuditRequest } from './request.ts';
import type { Choice, Space } from './space.ts';
import { groupsOfName, isPossible, mayJoin } from './universe.ts';

/** Steps that may still be taken; a policy made for it could ask for more than anybody would wait. */
export interface Budget {
  steps: number;
}

export type Found = AuditRequest | 'none' | 'unknown';

/** A request that every box of `all` takes, and none of `none`. */
export function findRequest(space: Space, all: bigint, none: bigint, budget: Budget): Found {
  let answer: Found = 'none';
  for (const target of ['resource', 'path'] as const) {
    if ((all & space.ofTarget[target]) !== all) continue;
    const found = new Search(space, target, all, budget).from(none & space.ofTarget[target]);
    if (typeof found === 'object') return found;
    if (found === 'unknown') answer = found;
  }
  return answer;
}

type Chosen = Partial<AuditRequest>;
type Stage = (chosen: Chosen) => readonly Choice<Chosen>[];

class Search {
  readonly #all: bigint;
  readonly #budget: Budget;
  readonly #stages: readonly Stage[];
  readonly #failed = new Set<string>();

  constructor(space: Space, target: Target, all: bigint, budget: Budget) {
    this.#all = all;
    this.#budget = budget;
    const stage =
      <Value>(choices: readonly Choice<Value>[], place: (value: Value) => Chosen): Stage =>
      () =>
        choices.map(({ value, boxes }) => ({ value: place(value), boxes }));
    const verb = stage(space.verbs[target], (value) => ({ verb: value }));
    const who: Stage = () => identities(space, all);
    this.#stages =
      target === 'path'
        ? [who, verb, stage(space.paths, (path) => ({ path }))]
        : [
            who,
            verb,
            stage(space.namespaces, (namespace) => ({ namespace })),
            stage(space.apiGroups, (apiGroup) => ({ apiGroup })),
            stage(space.resources, (value) => value),
            stage(space.names, (name) => ({ name })),
          ];
  }

  from(none: bigint): Found {
    return this.#step(0, none, {});
  }

  #step(depth: number, left: bigint, chosen: Chosen): Found {
    const stage = this.#stages[depth];
    if (stage === undefined) return left === 0n ? whole(chosen) : 'none';
    // Only the verb, and whether there is a subresource, matter to what can be chosen later.
    const key = `${depth} ${left} ${depth > 1 ? chosen.verb : ''} ${(chosen.subresource ?? '') === ''}`;
    if (this.#failed.has(key)) return 'none';
    for (const { value, boxes } of stage(chosen)) {
      if ((boxes & this.#all) !== this.#all) continue;
      this.#budget.steps -= 1;
      if (this.#budget.steps < 0) return 'unknown';
      const next = { ...chosen, ...value };
      if (next.name !== undefined && !isPossible({ ...next, verb: next.verb ?? '' })) continue;
      const found = this.#step(depth + 1, left & boxes, next);
      if (found !== 'none') return found;
    }
    this.#failed.add(key);
    return 'none';
  }
}

function whole({ verb = '', ...rest }: Chosen): AuditRequest {
  return { verb, ...rest };
}

/**
 * Who may send it: of each name, with no more groups than the boxes of `all` ask for, since a further one could only let more boxes
 * take the request.
 */
function identities({ boxes, users, ofGroup, ofAnyGroup }: Space, all: bigint): Choice<Chosen>[] {
  const asked = boxes.flatMap(({ groups }, index) => (groups !== undefined && (all & (1n << BigInt(index))) !== 0n ? [groups] : []));
  // A reader expects a node there.
  const isForNodes = asked.some((groups) => groups.has('system:nodes'));
  const ordered = isForNodes ? users.toSorted((a, b) => Number(isNode(b.value)) - Number(isNode(a.value))) : users;
  return ordered.flatMap(({ value: name, boxes: takenByName }): Choice<Chosen>[] => {
    if ((takenByName & all) !== all) return [];
    const ofName = name === undefined ? [] : groupsOfName(name);
    const memberships = asked.reduce<(readonly string[])[]>(
      (found, groups) =>
        found.flatMap((member) => {
          if (member.some((group) => groups.has(group))) return [member];
          return name === undefined ? [] : [...groups].filter((group) => mayJoin(name, group)).map((group) => [...member, group]);
        }),
      [ofName],
    );
    return memberships.map((groups) => ({
      value: name === undefined ? {} : { user: { name, groups } },
      boxes: takenByName & groups.reduce((mask, group) => mask | (ofGroup.get(group) ?? 0n), ofAnyGroup),
    }));
  });
}

function isNode(name: string | undefined): boolean {
  return name?.startsWith('system:node:') ?? false;
}
