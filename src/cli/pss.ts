// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command, InvalidArgumentError, Option } from 'commander';
import { readPaths } from '../adapters/files/read-paths.ts';
import { type Level, levels } from '../engines/pod-security/index.ts';
import { buildInventory } from '../model/inventory.ts';
import { type KubernetesVersion, newestKubernetes, parseVersion } from '../model/version.ts';
import { isUndecided, pssData, pssReport, refusedAt } from '../report/pss-report.ts';
import { renderPss } from '../report/pss-table.ts';
import { stringify } from '../report/stringify.ts';
import { count } from '../report/style.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes } from './exit-codes.ts';
import { writeStdout } from './output.ts';
import { reportProblems, wrongTypeProblems } from './problems.ts';
import { stderrProgress, stdoutPage } from './terminal.ts';

interface Options {
  readonly level?: Level;
  readonly version: KubernetesVersion;
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

Exit codes: 0 every workload satisfies --level (or none was given), 1 some do not, 2 usage error, 3 evidence incomplete.`;

export function command(_: CommandContext): Command {
  return new Command('pss')
    .description('The Pod Security Standards level of each workload, and the strictest that each namespace could take.')
    .argument('<path...>', 'files, folders, globs, or - for standard input')
    .addOption(new Option('-l, --level <level>', 'the level that every workload must satisfy').choices(levels))
    .addOption(
      new Option('--version <version>', 'version of the standards')
        .argParser(parseStandardsVersion)
        .default(newestKubernetes, 'newest known'),
    )
    .addOption(new Option('-f, --format <format>', 'how to print').choices(['table', 'json']).default('table'))
    .option(
      '--include <pattern>',
      'read files of this extension or glob too; repeatable',
      (value, previous: readonly string[]) => [...previous, value],
      [],
    )
    .option('-q, --quiet', 'no progress and no table: the exit code and problems only')
    .addHelpText('after', examples)
    .action(async (paths: readonly string[], options: Options) => {
      process.exitCode = await pss(paths, options);
    });
}

async function pss(paths: readonly string[], options: Options): Promise<number> {
  const progress = stderrProgress(options.quiet === true);
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once('SIGINT', interrupt);
  try {
    const read = await readPaths(paths, {
      include: options.include,
      signal: interruption.signal,
      onProgress: (files) => progress.show(`reading ${count(files, 'file')}`),
    });
    const inventory = buildInventory(read, options.version);
    const report = pssReport(inventory, [...read.problems, ...wrongTypeProblems(inventory.workloads, read.textOf)]);
    progress.clear();
    reportProblems(report.problems);
    if (options.format === 'json') await writeStdout(`${stringify(pssData(report), 2)}\n`);
    else if (options.quiet !== true) await writeStdout(renderPss(report, stdoutPage(), options.level));
    if (report.problems.length > 0 || isUndecided(report)) return exitCodes.incomplete;
    return options.level !== undefined && refusedAt(report, options.level).length > 0 ? exitCodes.findings : exitCodes.clean;
  } finally {
    progress.clear();
    process.off('SIGINT', interrupt);
  }
}

function parseStandardsVersion(value: string): KubernetesVersion {
  const version = parseVersion(value);
  if (version === undefined) throw new InvalidArgumentError('It looks like 1.33, v1.33 or latest.');
  return version;
}
