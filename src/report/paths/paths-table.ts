// SPDX-License-Identifier: Apache-2.0
// Attack paths in the terminal: one source path by path, many by what they do first.
import type { Cut, Foothold, Reached } from '../../proof/paths/index.ts';
import { byFirstStep, type FirstStep } from '../../proof/paths/summary.ts';
import { count, type Page, printable, wrap } from '../style.ts';
import { pathLines, type Why } from './path-lines.ts';

export interface PathsReport {
  /** `cluster-admin`, `all Secrets`, `a node`, or a foothold. */
  readonly goal: string;
  readonly sources: readonly Foothold[];
  readonly reached: readonly Reached[];
  readonly cut?: Cut;
  readonly isVerbose: boolean;
}

const most = { groups: 12, names: 10, single: 5 };

export function renderPaths(report: PathsReport, why: Why, page: Page): string {
  const { goal, sources, reached, cut, isVerbose } = report;
  const { ink, width } = page;
  const apart = sources.length === 1 ? reached : reached.filter(({ from }) => from.kind === 'internet');
  const others = reached.filter((one) => !apart.includes(one));
  return [
    ...wrap(printable(headline(report)), width).map((line) => ink.bold(line)),
    ...apart.flatMap((one) => ['', ...sourceLines(one, isVerbose, why, page)]),
    ...(others.length === 0 ? [] : groupsOf(byFirstStep(others), isVerbose, why, page)),
    ...(cut === undefined ? [] : ['', ...cutLines(cut, goal, isVerbose, why, page)]),
    '',
  ].join('\n');
}

function headline({ goal, sources, reached }: PathsReport): string {
  if (sources.length === 0) return `Nothing in the input to start from`;
  const sure = reached.filter(({ isSure }) => isSure).length;
  const perhaps = reached.length - sure;
  if (sources.length === 1) {
    const [only] = reached;
    const name = sources[0]?.name ?? '';
    if (only === undefined) return `No path leads from ${name} to ${goal}`;
    const paths = count(only.count, 'shortest path');
    return `${paths} of ${count(only.steps, 'step')} ${only.count === 1 ? 'leads' : 'lead'} from ${name} to ${goal}${only.isSure ? '' : ', if what is assumed below holds'}`;
  }
  const internet = reached.some(({ from, isSure }) => from.kind === 'internet' && isSure);
  const amount = sources.filter(({ kind }) => kind !== 'internet').length;
  const what = count(amount, nounOf(sources), pluralOf(sources));
  if (reached.length === 0) return `No path leads to ${goal} from ${sources.length > amount ? 'the internet or ' : ''}${what}`;
  const gets = `${(sure - (internet ? 1 : 0)).toLocaleString('en-US')} of ${what}`;
  return `${internet ? 'The internet and ' : ''}${gets} get to ${goal}${perhaps === 0 ? '' : `, ${perhaps.toLocaleString('en-US')} more if what is assumed holds`}`;
}

function nounOf(sources: readonly Foothold[]): string {
  return sources.some(({ kind }) => kind === 'workload') ? 'workload' : 'identity';
}

function pluralOf(sources: readonly Foothold[]): string {
  return nounOf(sources) === 'workload' ? 'workloads' : 'identities';
}

function sourceLines({ paths, count: all, steps, from }: Reached, isVerbose: boolean, why: Why, page: Page): string[] {
  const { ink } = page;
  const told = isVerbose ? paths : paths.slice(0, most.single);
  const title = `From ${from.name}: ${count(steps, 'step')}, ${count(all, 'shortest path')}`;
  return [
    ink.underline(printable(title)),
    ...told.flatMap((path) => ['', ...pathLines(path, page, why, '  ')]),
    ...(all > told.length
      ? ['', ink.dim(`  … and ${count(all - told.length, 'more path')} as short (${isVerbose ? '--most' : '-v'} tells more)`)]
      : []),
  ];
}

function groupsOf(groups: readonly FirstStep[], isVerbose: boolean, why: Why, page: Page): string[] {
  const { ink, width } = page;
  const told = isVerbose ? groups : groups.slice(0, most.groups);
  return [
    ...told.flatMap(({ kind, reached }) => {
      const [first, ...others] = reached;
      const path = first?.paths[0];
      if (first === undefined || path === undefined) return [];
      const names = isVerbose ? others : others.slice(0, most.names);
      const rest = others.length - names.length;
      return [
        '',
        ink.underline(`${kind.title}: ${reached.length.toLocaleString('en-US')}`),
        '',
        ...pathLines(path, page, why, '  '),
        ...(others.length === 0 ? [] : ['', ink.dim('  likewise, by chains of their own:')]),
        ...names.flatMap((one) =>
          wrap(
            printable(
              `${one.from.name}: ${count(one.steps, 'step')}, ${count(one.count, 'path')}${one.isSure ? '' : ', if what is assumed holds'}`,
            ),
            width - 4,
          ).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`),
        ),
        ...(rest > 0 ? [ink.dim(`  … and ${rest.toLocaleString('en-US')} more (-v lists all)`)] : []),
      ];
    }),
    ...(groups.length > told.length ? ['', ink.dim(`… and ${count(groups.length - told.length, 'more first step')} (-v lists all)`)] : []),
  ];
}

function cutLines(
  { removals, weight, atLeast, isSmallest, closed, surviving }: Cut,
  goal: string,
  isVerbose: boolean,
  why: Why,
  page: Page,
): string[] {
  const { ink, width } = page;
  const proof = isSmallest ? 'no set weighs less' : `no set weighs less than ${atLeast.toLocaleString('en-US')}`;
  const title =
    removals.length === 0
      ? 'Nothing to take away'
      : `Take away ${count(removals.length, 'thing')} of weight ${weight.toLocaleString('en-US')} (${proof}), and ${count(closed, 'source no longer gets', 'sources no longer get')} to ${goal}`;
  const lines = removals.flatMap(({ removable, weight: own, uses }) =>
    wrap(printable(`${removable.action}${used(own, uses)}`), width - 4).map(
      (line, index) => `${index === 0 ? '  - ' : '    '}${ink.green(line)}`,
    ),
  );
  const told = isVerbose ? surviving : surviving.slice(0, 3);
  return [
    ...wrap(title, width).map((line) => ink.bold(line)),
    ...lines,
    ...(surviving.length === 0
      ? []
      : [
          '',
          ...wrap(
            `${count(surviving.length, 'source')} ${surviving.length === 1 ? 'gets' : 'get'} there by what nothing here takes away`,
            width,
          ).map((line) => ink.bold(line)),
        ]),
    ...told.flatMap((one) => (one.paths[0] === undefined ? [] : ['', ...pathLines(one.paths[0], page, why, '  ')])),
    ...(surviving.length > told.length ? [ink.dim(`  … and ${count(surviving.length - told.length, 'more source')} (-v lists all)`)] : []),
  ];
}

function used(weight: number, uses: number | undefined): string {
  if (uses === undefined) return weight === 1 ? '' : `, weight ${weight}`;
  return uses === 0 ? ', never used' : `, used ${uses.toLocaleString('en-US')} times, weight ${weight}`;
}
