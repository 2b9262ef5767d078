// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command, Option } from 'commander';
import { revisionFolder, revisionIn } from '../adapters/git/revision.ts';
import { compile, differenceOf, namespaceOf, type Network, type Place } from '../engines/network/index.ts';
import type { Inventory } from '../model/inventory.ts';
import { displayName } from '../model/object.ts';
import type { Problem, ProblemCode } from '../model/problem.ts';
import { unknownChanges } from '../proof/reach/unknowns.ts';
import { markdownNetworkDiff, type NetworkDiff, type PartlyRead, renderNetworkDiff } from '../report/network-diff.ts';
import { csvNetworkDiff, jsonNetworkDiff, unreadNetworkDiff } from '../report/network-diff-data.ts';
import { stringify } from '../report/stringify.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes, UsageError } from './exit-codes.ts';
import { networkKinds } from './network-kinds.ts';
import { networkProblems } from './network-problems.ts';
import { collect } from './options.ts';
import { writeStdout } from './output.ts';
import { gapProblems, reportProblems } from './problems.ts';
import { readInventory } from './read-inventory.ts';
import { stderrProgress, stdoutPage } from './terminal.ts';

interface Options {
  readonly network?: boolean;
  readonly format: 'table' | 'json' | 'csv' | 'markdown';
  readonly namespace?: string;
  readonly exitCode?: boolean;
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly include: readonly string[];
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

const examples = `
Examples:
  rampart diff --network before/ after/            two folders of manifests
  rampart diff --network git:main deploy/          the branch main against the working folder
  rampart diff --network HEAD~1:k8s HEAD:k8s --format markdown
  rampart diff --network cluster deploy/           the cluster of the current context against a folder
  rampart diff --network git:main . -n shop        only edges from or to workloads of the namespace shop

A side is a file or folder, git:REVISION (this folder as it was then) or REVISION:PATH of the repository here, or the word cluster
(./cluster for a folder of that name). Edges are between workloads, nodes and ranges of addresses; what a workload that came or went
reaches is told apart from what changed between the others.

A side that could not be read is compared with nothing; of one that was read in part the differences say so. JSON and CSV have every
range of ports and every block of addresses.

Exit codes: 0 compared, 1 with --exit-code where edges differ, 2 usage error, 3 a difference is unknown or evidence incomplete.`;

export function command(_: CommandContext): Command {
  return new Command('diff')
    .description('Who reaches whom on one side and not on the other.')
    .argument('<before>', 'files, git:REVISION, REVISION:PATH, or cluster')
    .argument('<after>', 'files, git:REVISION, REVISION:PATH, or cluster')
    .option('--network', 'compare what the network policies let through')
    .addOption(new Option('-f, --format <format>', 'how to print').choices(['table', 'json', 'csv', 'markdown']).default('table'))
    .option('-n, --namespace <namespace>', 'only edges from or to workloads of this namespace')
    .option('--exit-code', 'exit with 1 where edges differ')
    .option('--kubeconfig <file>', 'kubeconfig for the side that is the cluster')
    .option('--context <context>', 'context of the kubeconfig')
    .option('--include <pattern>', 'read files of this extension or glob too; repeatable', collect, [])
    .option('-v, --verbose', 'every edge')
    .option('-q, --quiet', 'no progress and no table')
    .addHelpText('after', examples)
    .action(async (before: string, after: string, options: Options) => {
      process.exitCode = await diff(before, after, options);
    });
}

interface Side {
  readonly inventory: Inventory;
  readonly network: Network;
  readonly problems: readonly Problem[];
}

async function diff(before: string, after: string, options: Options): Promise<number> {
  if (options.network !== true) throw new UsageError('say what to compare: --network');
  const [old, fresh] = [await readSide(before, options), await readSide(after, options)];
  reportProblems([...old.problems, ...fresh.problems]);
  const partly = [
    { side: before, problems: old.problems },
    { side: after, problems: fresh.problems },
  ].filter(({ problems }) => problems.length > 0);
  const lost = [...(isLost(old) ? [before] : []), ...(isLost(fresh) ? [after] : [])];
  if (lost.length > 0) return await tellNothing(before, after, lost, partly, options);
  const { namespace } = options;
  if (namespace !== undefined) checkNamespace(namespace, old.inventory, fresh.inventory);
  const changes = [...differenceOf(old.network, fresh.network)].filter(
    ({ from, to }) => isMeant(from, namespace) || isMeant(to, namespace),
  );
  const result: NetworkDiff = {
    before,
    after,
    ...(namespace === undefined ? {} : { namespace }),
    changes,
    added: missingFrom(old.inventory, fresh.inventory, namespace),
    removed: missingFrom(fresh.inventory, old.inventory, namespace),
    partly,
    unknown: unknownChanges(old.network, fresh.network, changes),
  };
  await print(result, options);
  if (partly.length > 0 || result.unknown.answers > 0) return exitCodes.incomplete;
  return options.exitCode === true && result.changes.length > 0 ? exitCodes.findings : exitCodes.clean;
}

async function print(result: NetworkDiff, { format, quiet, verbose }: Options): Promise<void> {
  if (format === 'json') await writeStdout(jsonNetworkDiff(result));
  else if (format === 'csv') await writeStdout(csvNetworkDiff(result));
  else if (format === 'markdown') await writeStdout([markdownNetworkDiff(result)]);
  else if (quiet !== true) await writeStdout([renderNetworkDiff(result, stdoutPage(), verbose === true)]);
}

/** With these nobody knows how much is missing: policies that were not read would all seem to be gone. */
const losses: ReadonlySet<ProblemCode> = new Set([
  'not-found',
  'interrupted',
  'kubeconfig',
  'credentials',
  'unreachable',
  'list-failed',
  'forbidden',
]);

function isLost({ inventory, problems }: Side): boolean {
  return problems.some(({ code }) => losses.has(code)) || (problems.length > 0 && inventory.objects.length === 0);
}

async function tellNothing(
  before: string,
  after: string,
  lost: readonly string[],
  partly: readonly PartlyRead[],
  { format }: Options,
): Promise<number> {
  process.stderr.write(`rampart: no difference is told, since ${lost.join(' and ')} could not be read\n`);
  if (format === 'json') await writeStdout([`${stringify(unreadNetworkDiff(before, after, partly), 2)}\n`]);
  return exitCodes.incomplete;
}

function isMeant(place: Place, namespace: string | undefined): boolean {
  return namespace === undefined || (place.kind === 'workload' && namespaceOf(place.workload.object) === namespace);
}

/** Throws UsageError for a namespace that has no workload on either side: nothing differs there, and nobody would ask. */
function checkNamespace(namespace: string, ...sides: readonly Inventory[]): void {
  const known = [...new Set(sides.flatMap(({ workloads }) => workloads.map(({ object }) => namespaceOf(object))))];
  if (known.includes(namespace)) return;
  const listed = known.slice(0, 6).join(', ');
  throw new UsageError(`no side has a workload in namespace ${namespace}; there is ${listed === '' ? 'none at all' : listed}`);
}

/** Workloads of an inventory that another has not. */
function missingFrom(other: Inventory, inventory: Inventory, namespace: string | undefined): string[] {
  const known = new Set(other.workloads.map(({ object }) => displayName(object)));
  return inventory.workloads
    .filter(({ object }) => namespace === undefined || namespaceOf(object) === namespace)
    .map(({ object }) => displayName(object))
    .filter((name) => !known.has(name));
}

async function readSide(typed: string, options: Options): Promise<Side> {
  const revision = revisionIn(typed);
  if (revision === undefined) return await readPath(typed === 'cluster' ? [] : [typed], typed === 'cluster', options);
  const laidOut = await revisionFolder(revision);
  if ('reason' in laidOut) throw new UsageError(`${typed}: ${laidOut.reason}`);
  try {
    const side = await readPath([laidOut.folder], false, options);
    // People know the revision, not where its files lie for the moment.
    const named = (source: string) => (source.startsWith(laidOut.folder) ? `${typed}${source.slice(laidOut.folder.length)}` : source);
    return { ...side, problems: side.problems.map((problem) => ({ ...problem, source: named(problem.source) })) };
  } finally {
    laidOut.remove();
  }
}

async function readPath(paths: readonly string[], isCluster: boolean, options: Options): Promise<Side> {
  const { kubeconfig, context } = options;
  const target = { ...(kubeconfig === undefined ? {} : { kubeconfig }), ...(context === undefined ? {} : { context }) };
  const cluster = isCluster ? { target, kinds: networkKinds } : undefined;
  const progress = stderrProgress(options.quiet === true);
  const { inventory, problems, textOf } = await readInventory(paths, options.include, undefined, progress, { cluster });
  const network = compile(inventory);
  return { inventory, network, problems: [...problems, ...gapProblems(inventory.gaps), ...networkProblems(network.problems, textOf)] };
}
