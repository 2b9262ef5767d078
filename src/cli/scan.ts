// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type KubernetesVersion, newestKubernetes } from '../model/version.ts';
import { catalogue } from '../posture/catalogue.ts';
import { severities, type Severity } from '../posture/check.ts';
import { evaluate } from '../posture/evaluate.ts';
import { renderJson } from '../report/json.ts';
import type { TextOf } from '../report/places.ts';
import { renderSarif } from '../report/sarif.ts';
import { reaches, type ScanReport, scanReport } from '../report/scan-report.ts';
import { renderTable } from '../report/table.ts';
import { findChecks } from './find-checks.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes } from './exit-codes.ts';
import { destinations, writeStdout, writeWhole } from './output.ts';
import { collect, kubernetesVersion, pathsHelp } from './options.ts';
import { reportProblems } from './problems.ts';
import { readInventory } from './read-inventory.ts';
import { stderrProgress, stdoutPage } from './terminal.ts';

const formats = ['table', 'json', 'sarif'] as const;
type Format = (typeof formats)[number];
const extensions: Readonly<Record<string, Format>> = { '.txt': 'table', '.json': 'json', '.sarif': 'sarif' };

interface Options {
  readonly format?: readonly Format[];
  readonly output: readonly string[];
  readonly severityThreshold: Severity | 'none';
  readonly check: readonly string[];
  readonly kubernetesVersion: KubernetesVersion;
  readonly include: readonly string[];
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

const examples = `
Examples:
  rampart scan .                                   the YAML and JSON below this folder
  rampart scan 'deploy/**/*.yaml' overlays/prod    globs; a kustomization or chart is rendered first
  helm template shop chart/ | rampart scan -       standard input
  rampart scan . --output report.sarif --output report.json
  rampart scan . --severity-threshold high --quiet fail a build on high and critical findings only
  rampart scan . --check memory-limit --check KSV014
  rampart scan . --kubernetes-version 1.33         judge for the version that will run it

Exit codes: 0 clean, 1 findings at or above the threshold, 2 usage error, 3 evidence incomplete.`;

export function command(context: CommandContext): Command {
  return new Command('scan')
    .description('What is wrong, where (file:line), why it matters, and the patch.')
    .argument('<path...>', pathsHelp)
    .addOption(new Option('-f, --format <formats>', `${formats.join(', ')}; several with commas (default: table)`).argParser(parseFormats))
    .option(
      '-o, --output <file>',
      `write to a file; its extension names the format (${Object.keys(extensions).join(', ')}); repeatable`,
      collect,
      [],
    )
    .addOption(
      new Option('--severity-threshold <severity>', 'least severity that makes the exit code 1; none: never')
        .choices([...severities, 'none'])
        .default('low'),
    )
    .option('--check <check>', 'only this check, by id or alias; repeatable', collect, [])
    .addOption(
      new Option('--kubernetes-version <version>', 'Kubernetes version to judge for')
        .argParser(kubernetesVersion)
        .default(newestKubernetes, 'newest known'),
    )
    .option('--include <pattern>', 'read files of this extension or glob too, such as .conf; repeatable', collect, [])
    .option('-q, --quiet', 'no progress, no report on the terminal: the exit code, problems and files only')
    .option('-v, --verbose', 'every place of every fault')
    .addHelpText('after', examples)
    .action(async (paths: readonly string[], options: Options) => {
      process.exitCode = await scan(paths, options, context);
    });
}

async function scan(paths: readonly string[], options: Options, context: CommandContext): Promise<number> {
  const checks = options.check.length === 0 ? catalogue.filter(({ deprecated }) => deprecated === undefined) : findChecks(options.check);
  const targets = destinations(options.format, options.output, extensions, 'table');
  const progress = stderrProgress(options.quiet === true);
  const { inventory, problems, files, textOf } = await readInventory(paths, options.include, options.kubernetesVersion, progress);
  const evaluation = evaluate(inventory, checks);
  const report = scanReport({ rampartVersion: context.rampartVersion, targets: paths, files, inventory, checks, evaluation, problems });
  reportProblems(problems);
  for (const { format, file } of targets) {
    if (file !== undefined) writeWhole(file, render(format, report, textOf, options, context));
    else if (options.quiet !== true || format !== 'table') await writeStdout(render(format, report, textOf, options, context));
  }
  return exitCodeOf(report, options.severityThreshold);
}

function render(format: Format, report: ScanReport, textOf: TextOf, options: Options, context: CommandContext): Iterable<string> {
  switch (format) {
    case 'table':
      return [renderTable(report, textOf, stdoutPage(), { verbose: options.verbose === true, program: context.program })];
    case 'json':
      return renderJson(report, textOf);
    case 'sarif':
      return renderSarif(report, textOf);
  }
}

function exitCodeOf(report: ScanReport, threshold: Severity | 'none'): number {
  if (report.problems.length > 0 || report.counts.unknown > 0) return exitCodes.incomplete;
  return threshold !== 'none' && reaches(report, threshold) ? exitCodes.findings : exitCodes.clean;
}

function parseFormats(value: string, previous: readonly Format[] | undefined): readonly Format[] {
  const named = value.split(',').map((name) => {
    const format = formats.find((known) => known === name.trim());
    if (format === undefined) throw new InvalidArgumentError(`Allowed are ${formats.join(', ')}.`);
    return format;
  });
  return [...(previous ?? []), ...named];
}
