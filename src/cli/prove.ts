// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command, Option } from 'commander';
import type { ProofReport } from '../report/proof/proof-report.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes, UsageError } from './exit-codes.ts';
import { choices, collect, kubernetesVersion } from './options.ts';
import { destinations, writeStdout, writeWhole } from './output.ts';
import { produceProof, type ProofArguments } from './produce-proof.ts';
import { checkAmendmentFolder, proofExtensions, type ProofFormat, proofFormats, renderedProof, writeAmendments } from './proof-formats.ts';

interface Options extends ProofArguments {
  readonly format?: readonly ProofFormat[];
  readonly output: readonly string[];
  readonly amendments?: string;
  readonly exitCode?: boolean;
  readonly verify?: string;
  readonly verbose?: boolean;
}

const examples = `
Examples:
  rampart prove deploy/ --cluster                                  manifests that would be applied
  rampart prove --label namespace/prod pod-security.kubernetes.io/enforce=restricted --cluster
  rampart prove default-deny.yaml --inventory deploy/ --flows hubble.json
  rampart prove --delete old-role.yaml --cluster --audit /var/log/kubernetes/audit/
  rampart prove deploy/ --cluster -o proof.html -o proof.json --amendments keep/
  rampart prove main..HEAD                                         what a branch would break of what main has
  rampart prove --verify proof.json                                whether a proof still holds
  rampart prove --allow-registry registry.example.com --cluster    what a policy yet to be written would refuse

A change is applied as kubectl apply, delete and label do: labels and annotations that others set stay, the rest is as the manifest says.

Exit codes: 0 proved (whatever the verdict), with --exit-code 1 where something breaks; 2 usage error; 3 evidence incomplete, and with
--exit-code unknown.`;

export function command(context: CommandContext): Command {
  return new Command('prove')
    .description('What a change would break, before it is enforced: workloads refused, flows cut, API calls denied; and what it closes.')
    .argument('[change...]', 'manifests to apply: files, folders, globs, -; or a range of git revisions, A..B or A..B:PATH')
    .option('--delete <path...>', 'delete what these manifests describe', collectAll, [])
    .option('--label <object and labels...>', 'label an object: namespace/NAME key=value, or key- to take it away', collectAll, [])
    .option('--allow-registry <registry...>', 'ask what would be refused if images had to come from here', collectAll, [])
    .option('--require-label <label...>', 'ask which pods would be refused if they had to bear this label', collectAll, [])
    .option('--inventory <path...>', 'what there is now: files and folders', collectAll, [])
    .option('--cluster', 'what there is now: the live cluster')
    .option('--kubeconfig <file>', 'kubeconfig for --cluster')
    .option('--context <context>', 'context of the kubeconfig')
    .option('-n, --namespace <namespace>', 'where manifests go that name no namespace')
    .option('--flows <file...>', 'flow logs, as for rampart policies', collectAll, [])
    .option('--audit <file...>', 'audit logs of the API server: files, folders, gzip, -', collectAll, [])
    .addOption(
      new Option('--kubernetes-version <version>', "judge for this version (default: the cluster's, else the newest known)").argParser(
        kubernetesVersion,
      ),
    )
    .addOption(
      new Option('-f, --format <formats>', `${proofFormats.join(', ')}; several with commas (default: table)`).argParser(
        choices(proofFormats),
      ),
    )
    .option(
      '-o, --output <file>',
      `write to a file; its extension names the format (${Object.keys(proofExtensions).join(', ')}); repeatable`,
      collect,
      [],
    )
    .option('--amendments <folder>', 'write what keeps it working as files for kubectl to this empty folder')
    .option('--verify <proof>', 'whether a proof that was written as JSON still holds: its inputs are read again')
    .option('--exit-code', 'exit with 1 where something breaks, with 3 where it is not known')
    .option('--include <pattern>', 'read files of this extension or glob too; repeatable', collect, [])
    .option('-v, --verbose', 'lists without an end')
    .option('-q, --quiet', 'no progress and no table: the exit code and problems only')
    .addHelpText('after', examples)
    .action(async (changes: readonly string[], options: Options) => {
      process.exitCode = await run(changes, options, context);
    });
}

/** For an option that takes several words, and may be given several times. */
function collectAll(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

async function run(applied: readonly string[], options: Options, context: CommandContext): Promise<number> {
  if (options.verify !== undefined) {
    if (applied.length > 0) throw new UsageError('--verify takes what is proved from the proof: give no change');
    const { verifyProof } = await import('./verify-proof.ts');
    return await verifyProof(options.verify, (given) => parsed(given, context, options), verifyFormat(options), context.rampartVersion);
  }
  const targets = destinations(options.format, options.output, proofExtensions, 'table');
  if (options.amendments !== undefined) checkAmendmentFolder(options.amendments);
  const { report, textOf } = await produceProof(applied, options, context.rampartVersion);
  for (const { format, file } of targets) {
    const pieces = () => renderedProof(format, report, textOf, options.verbose === true);
    if (file !== undefined) writeWhole(file, pieces());
    else if (options.quiet !== true || format !== 'table') await writeStdout(pieces());
  }
  if (options.amendments !== undefined) writeAmendments(options.amendments, report.amendments);
  return exitCodeOf(report, options);
}

/** What a verification says is short, and for the terminal or a program. */
function verifyFormat({ format, output, amendments }: Options): 'table' | 'json' {
  if (output.length > 0 || amendments !== undefined) throw new UsageError('--verify writes no files: leave --output and --amendments out');
  const [chosen = 'table', ...more] = format ?? [];
  if (more.length > 0 || (chosen !== 'table' && chosen !== 'json')) throw new UsageError('--verify prints one format: table or json');
  return chosen;
}

/** The arguments that a proof names; where its cluster is found is for today's command line to say. */
function parsed(given: readonly string[], context: CommandContext, { kubeconfig }: Options) {
  const read = command(context).exitOverride();
  read.action(() => {});
  read.parse([...given], { from: 'user' });
  const options: Options = read.opts();
  return { applied: read.args, options: { ...options, ...(kubeconfig === undefined ? {} : { kubeconfig }) } };
}

function exitCodeOf({ verdict, problems }: ProofReport, { exitCode }: Options): number {
  if (problems.length > 0) return exitCodes.incomplete;
  if (exitCode !== true || verdict === 'pass') return exitCodes.clean;
  return verdict === 'fail' ? exitCodes.findings : exitCodes.incomplete;
}
