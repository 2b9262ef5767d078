// SPDX-License-Identifier: Apache-2.0
// Attack paths for other programs.
import { type Admin, edgeKinds, type Path, type Reached, type Removal } from '../../proof/paths/index.ts';
import { toldSteps } from '../../proof/paths/told.ts';
import type { TextOf } from '../places.ts';
import { quoteRule } from '../reach/rule-quote.ts';
import type { PathsReport } from './paths-table.ts';

export function pathsData({ goal, sources, reached, cut }: PathsReport, textOf: TextOf, complete: boolean): object {
  return {
    schema: 'rampart.dev/paths/v1',
    complete,
    goal,
    sources: sources.length,
    reached: reached.map((one) => reachedData(one, textOf)),
    cut:
      cut === undefined
        ? null
        : {
            removals: cut.removals.map((removal) => removalData(removal, textOf)),
            weight: cut.weight,
            atLeast: cut.atLeast,
            isSmallest: cut.isSmallest,
            closed: cut.closed,
            surviving: cut.surviving.map((one) => reachedData(one, textOf)),
          },
    edges: kindsOf(reached.flatMap(({ paths }) => paths)),
  };
}

export function adminsData(admins: readonly Admin[], textOf: TextOf, complete: boolean): object {
  return {
    schema: 'rampart.dev/paths-admins/v1',
    complete,
    admins: admins.map(({ identity, isDirect, isSure, isKubernetesOwn, steps, path, pods }) => ({
      identity: identity.name,
      kind: identity.kind,
      isDirect,
      isSure,
      isKubernetesOwn,
      steps,
      path: pathData(path, textOf),
      pods: pods.map(({ name }) => name),
    })),
    edges: kindsOf(admins.map(({ path }) => path)),
  };
}

function reachedData({ from, steps, isSure, count, paths }: Reached, textOf: TextOf): object {
  return { from: from.name, kind: from.kind, steps, isSure, count, paths: paths.map((path) => pathData(path, textOf)) };
}

function pathData(path: Path, textOf: TextOf): object[] {
  return toldSteps(path).map(({ who, how, to, kind, assumes, places }) => ({
    edge: kind.id,
    from: who.name,
    to: to.name,
    how,
    assumes,
    places: places.map(({ object, pointer }) => {
      const { source, line } = quoteRule(object, pointer, textOf);
      return { source, line: line ?? null };
    }),
  }));
}

function removalData({ removable, weight, uses }: Removal, textOf: TextOf): object {
  const { source, line } = quoteRule(removable.object, removable.pointer, textOf);
  return { kind: removable.kind, action: removable.action, weight, uses: uses ?? null, source, line: line ?? null };
}

/** What the kinds of edges that are told mean. */
function kindsOf(paths: readonly Path[]): object[] {
  const told = new Set(paths.flatMap((path) => toldSteps(path).map(({ kind }) => kind.id)));
  return edgeKinds
    .filter(({ id }) => told.has(id))
    .map(({ id, title, reason, condition, references }) => ({ id, title, reason, condition, references }));
}
