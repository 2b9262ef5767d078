// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command, Option } from 'commander';
import { type Level, levels } from '../engines/pod-security/index.ts';
import type { KubernetesVersion } from '../model/version.ts';
import { workloadKinds } from '../model/workloads.ts';
import { isUndecided, pssData, pssReport, refusedAt } from '../report/pss-report.ts';
import { renderPss } from '../report/pss-table.ts';
import { stringify } from '../report/stringify.ts';
import { addClusterOptions, type ClusterSelection, clusterTarget } from './cluster-options.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes } from './exit-codes.ts';
import { writeStdout } from './output.ts';
import { collect, kubernetesVersion, pathsHelp } from './options.ts';
import { gapProblems, reportProblems } from './problems.ts';
import { readInventory } from './read-inventory.ts';
import { stderrProgress, stdoutPage } from './terminal.ts';

interface Options extends ClusterSelection {
  readonly level?: Level;
  readonly version?: KubernetesVersion;
  readonly format: 'table' | 'json';
  readonly include: readonly string[];
  readonly quiet?: boolean;
}

const examples = `
Examples:
  rampart pss deploy/                             what each namespace could take today
  rampart pss deploy/ --level restricted          exit code 1 where a workload breaks the level
  rampart pss deploy/ --version 1.34              as Kubernetes 1.34 judges
  kubectl get pods -A -o yaml | rampart pss -
  rampart pss --cluster -n shop                   one namespace of the live cluster

Exit codes: 0 every workload satisfies --level (or none was given), 1 some do not, 2 usage error, 3 evidence incomplete.`;

export function command(_: CommandContext): Command {
  return addClusterOptions(new Command('pss'))
    .description('The Pod Security Standards level of each workload, and the strictest that each namespace could take.')
    .argument('[path...]', pathsHelp)
    .addOption(new Option('-l, --level <level>', 'the level that every workload must satisfy').choices(levels))
    .addOption(
      new Option('--version <version>', "version of the standards (default: the cluster's, else the newest known)").argParser(
        kubernetesVersion,
      ),
    )
    .addOption(new Option('-f, --format <format>', 'how to print').choices(['table', 'json']).default('table'))
    .option('--include <pattern>', 'read files of this extension or glob too; repeatable', collect, [])
    .option('-q, --quiet', 'no progress and no table: the exit code and problems only')
    .addHelpText('after', examples)
    .action(async (paths: readonly string[], options: Options) => {
      process.exitCode = await pss(paths, options);
    });
}

async function pss(paths: readonly string[], options: Options): Promise<number> {
  const progress = stderrProgress(options.quiet === true);
  const target = clusterTarget(options, paths);
  const cluster = target && { target, kinds: new Set(['Namespace', ...workloadKinds]) };
  const { inventory, ...read } = await readInventory(paths, options.include, options.version, progress, { cluster });
  const problems = [...read.problems, ...gapProblems(inventory.gaps)];
  const report = pssReport(inventory, problems);
  reportProblems(problems);
  if (options.format === 'json')
    await writeStdout(`${stringify(pssData(report), 2)}
`);
  else if (options.quiet !== true) await writeStdout([renderPss(report, stdoutPage(), options.level)]);
  if (problems.length > 0 || isUndecided(report)) return exitCodes.incomplete;
  return options.level !== undefined && refusedAt(report, options.level).length > 0 ? exitCodes.findings : exitCodes.clean;
}
