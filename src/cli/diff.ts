// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command, Option } from 'commander';
import { revisionFolder, revisionIn } from '../adapters/git/revision.ts';
import { compile, differenceOf, type Network } from '../engines/network/index.ts';
import type { Inventory } from '../model/inventory.ts';
import { displayName } from '../model/object.ts';
import type { Problem } from '../model/problem.ts';
import { csvNetworkDiff, markdownNetworkDiff, type NetworkDiff, networkDiffData, renderNetworkDiff } from '../report/network-diff.ts';
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

A side is a file or folder, git:REVISION (this folder as it was then) or REVISION:PATH of the repository here, or the word cluster
(./cluster for a folder of that name). Edges are between workloads, nodes and ranges of addresses; what a workload that came or went
reaches is told apart from what changed between the others.

Exit codes: 0 compared, 1 with --exit-code where edges differ, 2 usage error, 3 evidence incomplete.`;

export function command(_: CommandContext): Command {
  return new Command('diff')
    .description('Who reaches whom on one side and not on the other.')
    .argument('<before>', 'files, git:REVISION, REVISION:PATH, or cluster')
    .argument('<after>', 'files, git:REVISION, REVISION:PATH, or cluster')
    .option('--network', 'compare what the network policies let through')
    .addOption(new Option('-f, --format <format>', 'how to print').choices(['table', 'json', 'csv', 'markdown']).default('table'))
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
  const problems = [...old.problems, ...fresh.problems];
  reportProblems(problems);
  const result: NetworkDiff = {
    before,
    after,
    changes: [...differenceOf(old.network, fresh.network)],
    added: missingFrom(old.inventory, fresh.inventory),
    removed: missingFrom(fresh.inventory, old.inventory),
  };
  if (options.format === 'json') await writeStdout([`${stringify(networkDiffData(result), 2)}\n`]);
  else if (options.format === 'csv') await writeStdout([csvNetworkDiff(result)]);
  else if (options.format === 'markdown') await writeStdout([markdownNetworkDiff(result)]);
  else if (options.quiet !== true) await writeStdout([renderNetworkDiff(result, stdoutPage(), options.verbose === true)]);
  if (problems.length > 0) return exitCodes.incomplete;
  return options.exitCode === true && result.changes.length > 0 ? exitCodes.findings : exitCodes.clean;
}

/** Workloads of an inventory that another has not. */
function missingFrom(other: Inventory, inventory: Inventory): string[] {
  const known = new Set(other.workloads.map(({ object }) => displayName(object)));
  return inventory.workloads.map(({ object }) => displayName(object)).filter((name) => !known.has(name));
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
