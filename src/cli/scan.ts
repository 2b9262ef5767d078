// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command, Option } from 'commander';
import type { KubernetesVersion } from '../model/version.ts';
import { severities, type Severity } from '../posture/check.ts';
import { evaluate } from '../posture/evaluate.ts';
import { kindsFor } from '../posture/evidence-kinds.ts';
import { ask } from '../posture/question.ts';
import { renderJson } from '../report/json.ts';
import { reaches, type ScanReport, scanReport } from '../report/scan-report.ts';
import { addClusterOptions, type ClusterSelection, clusterTarget, typedTargets } from './cluster-options.ts';
import type { CommandContext } from './command-context.ts';
import { findConfig } from './config.ts';
import { exitCodes, UsageError } from './exit-codes.ts';
import { destinations, writeStdout, writeWhole } from './output.ts';
import { choices, collect, kubernetesVersion, pathsHelp } from './options.ts';
import { reportProblems } from './problems.ts';
import { readInventory } from './read-inventory.ts';
import { extensions, type Format, formats, render } from './scan-formats.ts';
import { addSelectionOptions, selectedChecks, selectedQuestions, type Selection } from './select-checks.ts';
import { readBaseline, readExceptions } from './settlement.ts';
import { stderrProgress } from './terminal.ts';

interface Options extends Selection, ClusterSelection {
  readonly format?: readonly Format[];
  readonly output: readonly string[];
  readonly severityThreshold?: Severity | 'none';
  readonly kubernetesVersion?: KubernetesVersion;
  readonly config: string | false | true;
  readonly exceptions: readonly string[];
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly include: readonly string[];
  readonly root: readonly string[];
  readonly configz?: boolean;
  readonly fix?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

const examples = `
Examples:
  rampart scan .                                   the YAML and JSON below this folder
  rampart scan 'deploy/**/*.yaml' overlays/prod    globs; a kustomization or chart is rendered first
  helm template shop chart/ | rampart scan -       standard input
  rampart scan . --output report.html --output report.sarif
  rampart scan . --severity-threshold high --quiet fail a build on high and critical findings only
  rampart scan . --check memory-limit --check KSV014
  rampart scan --root / --framework cis            this node, in the order and with the numbers of the CIS benchmark
  rampart scan --root copy/node-1 --root copy/node-2   nodes whose files were copied here
  rampart scan . --layer network,workload
  rampart scan . --write-baseline baseline.json    take what is there as known …
  rampart scan . --baseline baseline.json          … and fail only on what is new
  rampart scan . --kubernetes-version 1.33         judge for the version that will run it
  rampart scan --cluster                           the live cluster of the current context
  rampart scan --cluster --configz                 … and the configuration that its kubelets run with
  rampart scan --cluster --context prod -n shop    one namespace of another

Exit codes: 0 clean, 1 findings at or above the threshold, 2 usage error, 3 evidence incomplete.`;

export function command(context: CommandContext): Command {
  return addClusterOptions(addSelectionOptions(new Command('scan')))
    .description('What is wrong, where (file:line), why it matters, and the patch.')
    .argument('[path...]', pathsHelp)
    .addOption(
      new Option('-f, --format <formats>', `${formats.join(', ')}; several with commas (default: table)`).argParser(choices(formats)),
    )
    .option(
      '-o, --output <file>',
      `write to a file; its extension names the format (${Object.keys(extensions).join(', ')}); repeatable`,
      collect,
      [],
    )
    .addOption(
      new Option('--severity-threshold <severity>', 'least severity that makes the exit code 1; none: never (default: low)').choices([
        ...severities,
        'none',
      ]),
    )
    .option('--check <check>', 'only this check, by id or alias; repeatable', collect, [])
    .addOption(
      new Option(
        '--kubernetes-version <version>',
        "Kubernetes version to judge for (default: the cluster's, else the newest known)",
      ).argParser(kubernetesVersion),
    )
    .option('--root <folder>', 'a node: its disk at /, or where it is mounted or unpacked; repeatable', collect, [])
    .option('--configz', 'ask every kubelet of --cluster for its configuration; needs get on nodes/proxy')
    .option('--include <pattern>', 'read files of this extension or glob too, such as .conf; repeatable', collect, [])
    .option('--baseline <file>', 'an earlier report as JSON: fail only on what is new since')
    .option('--write-baseline <file>', 'write the report as JSON, and do not fail on what it holds')
    .option('--exceptions <path>', 'files with accepted findings (kind Exception of rampart.dev); repeatable', collect, [])
    .option('--config <file>', 'configuration (default: the nearest rampart.yaml upwards)')
    .option('--no-config', 'no configuration')
    .option('--fix', 'apply what is safe to apply first, as rampart fix does, and report what is left')
    .option('-q, --quiet', 'no progress, no report on the terminal: the exit code, problems and files only')
    .option('-v, --verbose', 'every place of every fault')
    .addHelpText('after', examples)
    .action(async (paths: readonly string[], options: Options) => {
      process.exitCode = options.fix === true ? await fixFirst(paths, options) : await scan(paths, options, context);
    });
}

/** `scan --fix` is `rampart fix` on the same paths and checks, whose report tells what is left open. */
async function fixFirst(paths: readonly string[], options: Options): Promise<number> {
  if (options.cluster === true) throw new UsageError('--fix changes files: a cluster is changed by its manifests');
  if (options.root.length > 0) throw new UsageError('--fix changes manifests: it does not go with --root');
  if (paths.length === 0) throw new UsageError('--fix needs the paths of files');
  const { fixPaths } = await import('./fix.ts');
  return await fixPaths(paths, { ...options, severity: 'info' });
}

async function scan(paths: readonly string[], options: Options, context: CommandContext): Promise<number> {
  const config = options.config === false ? undefined : findConfig(options.config === true ? undefined : options.config, process.cwd());
  const checks = selectedChecks(options, config);
  const questions = selectedQuestions(options);
  const threshold = options.severityThreshold ?? config?.severityThreshold ?? 'low';
  const version = options.kubernetesVersion ?? config?.kubernetesVersion;
  const target = clusterTarget(options, [...paths, ...options.root]);
  if (options.configz === true && target === undefined)
    throw new UsageError('--configz asks the kubelets of a cluster: give --cluster, too');
  if (options.configz === true && target?.namespace !== undefined) {
    throw new UsageError('--configz is about nodes, which are in no namespace: leave one of the two out');
  }
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline);
  const targets = destinations(options.format, options.output, extensions, 'table');
  const progress = stderrProgress(options.quiet === true);
  const include = [...(config?.include ?? []), ...options.include];
  const { inventory, files, textOf, ...read } = await readInventory(paths, include, version, progress, {
    cluster: target && { target, kinds: kindsFor(checks, questions), configz: options.configz === true },
    roots: options.root,
  });
  const settled = await readExceptions([...(config?.exceptions ?? []), ...options.exceptions], inventory);
  const problems = [...read.problems, ...settled.problems];
  const now = Date.now();
  const evaluation = evaluate(inventory, checks, now);
  const report = scanReport({
    rampartVersion: context.rampartVersion,
    targets: typedTargets(
      [...paths, ...options.root.map((root) => `--root ${root}`)],
      target,
      options.configz === true ? ['--configz'] : [],
    ),
    files,
    inventory,
    checks,
    evaluation,
    ...(questions.length === 0 ? {} : { questions: ask(inventory, questions) }),
    problems,
    ...(config === undefined ? {} : { configuration: { file: config.file, checksOff: [...config.skip] } }),
    settlement: { ...settled, ...(baseline === undefined ? {} : { baseline }), now },
  });
  reportProblems(problems);
  const asBenchmark = options.framework?.length === 1 && options.framework[0] === 'cis';
  for (const { format, file } of targets) {
    const pieces = () =>
      render(format, report, textOf, { verbose: options.verbose === true, program: context.program, asBenchmark, threshold });
    if (file !== undefined) writeWhole(file, pieces());
    else if (options.quiet !== true || format !== 'table') await writeStdout(pieces());
  }
  if (options.writeBaseline !== undefined) writeWhole(options.writeBaseline, renderJson(report, textOf));
  // What was just written as known is not new.
  return exitCodeOf(report, options.writeBaseline === undefined ? threshold : 'none');
}

function exitCodeOf(report: ScanReport, threshold: Severity | 'none'): number {
  if (report.problems.length > 0 || report.counts.unknown > 0) return exitCodes.incomplete;
  return threshold !== 'none' && reaches(report, threshold) ? exitCodes.findings : exitCodes.clean;
}
