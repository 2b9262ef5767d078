// SPDX-License-Identifier: Apache-2.0
// Paths as a picture: footholds in columns by what is still to do, and what leads from one to the other. Sources that all do the same
// first are one box.
import type { FootholdKind } from './foothold.ts';
import type { Reached } from './search.ts';
import { toldSteps } from './told.ts';

export interface Box {
  readonly name: string;
  readonly kind: FootholdKind;
  /** Names of sources that are this box together. */
  readonly members: readonly string[];
  readonly isSource: boolean;
  readonly isGoal: boolean;
  /** Steps to the goal. */
  readonly column: number;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** The ids of the kinds of edges, and how each is possible. */
  readonly ways: readonly { readonly kind: string; readonly how: string }[];
  readonly isSure: boolean;
}

export interface Picture {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

interface Drawn {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly how: string;
  readonly isSure: boolean;
}

export function pictureOf(reached: readonly Reached[]): Picture {
  const boxes = new Map<string, Box>();
  const sources = new Set(reached.map(({ from }) => from.name));
  const drawn: Drawn[] = [];
  for (const { paths } of reached) {
    for (const path of paths) {
      const steps = toldSteps(path);
      steps.forEach((step, index) => {
        const goal = index === steps.length - 1;
        put(boxes, {
          name: step.who.name,
          kind: step.who.kind,
          members: [],
          isSource: sources.has(step.who.name),
          isGoal: false,
          column: steps.length - index,
        });
        put(boxes, {
          name: step.to.name,
          kind: step.to.kind,
          members: [],
          isSource: sources.has(step.to.name),
          isGoal: goal,
          column: steps.length - index - 1,
        });
        drawn.push({ from: step.who.name, to: step.to.name, kind: step.kind.id, how: step.how, isSure: step.assumes.length === 0 });
      });
    }
  }
  return merged([...boxes.values()], arrowsOf(drawn));
}

/** On paths of several lengths a foothold stands where it is farthest from the goal, so that arrows lead one way. */
function put(boxes: Map<string, Box>, box: Box): void {
  const known = boxes.get(box.name);
  boxes.set(
    box.name,
    known === undefined ? box : { ...known, column: Math.max(known.column, box.column), isGoal: known.isGoal || box.isGoal },
  );
}

function arrowsOf(drawn: readonly Drawn[]): Arrow[] {
  const groups = new Map<string, Drawn[]>();
  for (const one of drawn) {
    const key = JSON.stringify([one.from, one.to]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [one]);
    else known.push(one);
  }
  return [...groups.values()].flatMap((group): Arrow[] => {
    const [first] = group;
    if (first === undefined) return [];
    const ways = new Map(group.map(({ kind, how }) => [`${kind} ${how}`, { kind, how }]));
    return [{ from: first.from, to: first.to, ways: [...ways.values()], isSure: group.some(({ isSure }) => isSure) }];
  });
}

/** Sources that nothing leads to, and that lead to the same by the same kinds of edges, are one box. */
function merged(boxes: readonly Box[], arrows: readonly Arrow[]): Picture {
  const entered = new Set(arrows.map(({ to }) => to));
  const outgoing = new Map<string, Arrow[]>();
  for (const arrow of arrows) {
    const known = outgoing.get(arrow.from);
    if (known === undefined) outgoing.set(arrow.from, [arrow]);
    else known.push(arrow);
  }
  const signature = ({ name, kind, column, isSource }: Box): string =>
    !isSource || entered.has(name)
      ? name
      : JSON.stringify([
          kind,
          column,
          (outgoing.get(name) ?? []).map(({ to, ways, isSure }) => [to, isSure, ...new Set(ways.map((way) => way.kind))]),
        ]);
  const groups = Map.groupBy(boxes, signature);
  const names = new Map<string, string>();
  const drawn: Box[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const name = group.length === 1 ? first.name : `${group.length} ${pluralOf(first.kind)} like ${first.name}`;
    for (const box of group) names.set(box.name, name);
    drawn.push({ ...first, name, members: group.length === 1 ? [] : group.map((box) => box.name) });
  }
  const kept = new Set([...groups.values()].map(([first]) => first?.name));
  return {
    boxes: drawn,
    arrows: arrows
      .filter(({ from }) => kept.has(from))
      .map((arrow) => ({ ...arrow, from: names.get(arrow.from) ?? arrow.from, to: names.get(arrow.to) ?? arrow.to })),
  };
}

function pluralOf(kind: FootholdKind): string {
  switch (kind) {
    case 'workload':
      return 'workloads';
    case 'user':
      return 'users';
    case 'group':
      return 'groups';
    case 'serviceAccount':
      return 'ServiceAccounts';
    default:
      return 'footholds';
  }
}
