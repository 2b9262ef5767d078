// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command, Option } from 'commander';
import { readAuditLogs } from '../adapters/files/audit-logs.ts';
import { readFlowLogs } from '../adapters/files/flow-logs.ts';
import { amendmentsOf } from '../harden/amendments/amendments.ts';
import type { Problem } from '../model/problem.ts';
import type { KubernetesVersion } from '../model/version.ts';
import { catalogue } from '../posture/catalogue.ts';
import { breaksOf, unknownOf, verdictOf } from '../proof/breaks.ts';
import { CallTable } from '../proof/calls/call-table.ts';
import { prove } from '../proof/prove.ts';
import { proofData } from '../report/proof/proof-json.ts';
import type { ProofInput, ProofReport } from '../report/proof/proof-report.ts';
import { renderProof } from '../report/proof/proof-table.ts';
import type { TextOf } from '../report/places.ts';
import { stringify } from '../report/stringify.ts';
import { count } from '../report/style.ts';
import type { ClusterTarget } from './cluster-options.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes, UsageError } from './exit-codes.ts';
import { collect, kubernetesVersion } from './options.ts';
import { writeStdout } from './output.ts';
import { reportProblems } from './problems.ts';
import { fileInput, objectsInput } from './proof-inputs.ts';
import { type ChangeRead, readChange } from './read-change.ts';
import { type InventoryRead, readInventory } from './read-inventory.ts';
import { kindsFor } from '../posture/evidence-kinds.ts';
import { type Progress, stderrProgress, stdoutPage } from './terminal.ts';

interface Options {
  readonly delete: readonly string[];
  readonly label: readonly string[];
  readonly allowRegistry: readonly string[];
  readonly requireLabel: readonly string[];
  readonly inventory: readonly string[];
  readonly cluster?: boolean;
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
  readonly flows: readonly string[];
  readonly audit: readonly string[];
  readonly kubernetesVersion?: KubernetesVersion;
  readonly format: 'table' | 'json';
  readonly exitCode?: boolean;
  readonly include: readonly string[];
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

const examples = `
Examples:
  rampart prove deploy/ --cluster                                  manifests that would be applied
  rampart prove --label namespace/prod pod-security.kubernetes.io/enforce=restricted --cluster
  rampart prove default-deny.yaml --inventory deploy/ --flows hubble.json
  rampart prove --delete old-role.yaml --cluster --audit /var/log/kubernetes/audit/
  rampart prove main..HEAD                                         what a branch would break of what main has
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
    .addOption(new Option('-f, --format <format>', 'how to print').choices(['table', 'json']).default('table'))
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
  checkArguments(applied, options);
  const progress = stderrProgress(options.quiet === true);
  const { namespace, include } = options;
  const change = await readChange({ applied, deleted: options.delete, labels: options.label, include, namespace }, progress);
  const state = await readState(change, options, progress);
  const logs = await readLogs(options, progress);
  const problems = [...state.problems, ...change.problems, ...logs.problems];
  reportProblems(problems);

  const now = Date.now();
  const whatIf = { registries: options.allowRegistry, labels: options.requireLabel };
  const proof = prove(state.inventory, change.change, whatIf, { flows: logs.flows, calls: logs.calls, checks: catalogue, now });
  const breaks = breaksOf(proof);
  const unknown = [
    ...unknownOf(proof),
    ...(problems.length === 0
      ? []
      : [{ what: `${count(problems.length, 'part')} of the input`, missing: 'input that can be read: see the lines above' }]),
  ];
  const report: ProofReport = {
    rampartVersion: context.rampartVersion,
    at: now,
    asked: askedOf(applied, options),
    inputs: await inputsOf(change, state, applied, options, logs),
    proof,
    verdict: verdictOf(breaks, unknown),
    breaks,
    unknown,
    amendments: amendmentsOf(proof, breaks, catalogue, now),
    problems,
  };
  const textOf: TextOf = (source) => change.textOf(source) ?? state.textOf(source);
  if (options.format === 'json') await writeStdout([`${stringify(proofData(report, textOf), 2)}\n`]);
  else if (options.quiet !== true) await writeStdout([renderProof(report, textOf, stdoutPage(), options.verbose === true)]);
  return exitCodeOf(report, options);
}

function exitCodeOf({ verdict, problems }: ProofReport, { exitCode }: Options): number {
  if (problems.length > 0) return exitCodes.incomplete;
  if (exitCode !== true || verdict === 'pass') return exitCodes.clean;
  return verdict === 'fail' ? exitCodes.findings : exitCodes.incomplete;
}

function checkArguments(applied: readonly string[], options: Options): void {
  const { delete: deleted, label, allowRegistry, requireLabel, inventory, cluster, kubeconfig, context } = options;
  if (applied.length + deleted.length + label.length + allowRegistry.length + requireLabel.length === 0)
    throw new UsageError('nothing changes: give manifests, A..B, --delete, --label, --allow-registry or --require-label');
  if (cluster !== true && (kubeconfig ?? context) !== undefined)
    throw new UsageError('--kubeconfig and --context are about a cluster: give --cluster, too');
  if (cluster === true && inventory.length > 0) throw new UsageError('one state of things at a time: --cluster or --inventory');
  const stdins = [...applied, ...deleted, ...inventory, ...options.flows, ...options.audit].filter((path) => path === '-').length;
  if (stdins > 1) throw new UsageError('standard input can be read once');
}

/** What there is now: the cluster, the folders named, or what the range of revisions begins with. */
async function readState({ base }: ChangeRead, options: Options, progress: Progress): Promise<InventoryRead> {
  const { inventory, include, kubernetesVersion: version, cluster, kubeconfig, context } = options;
  if (cluster !== true && inventory.length === 0) {
    if (base === undefined) throw new UsageError('say what there is now: --cluster, or --inventory with files and folders');
    return { inventory: base, problems: [], files: 0, textOf: () => undefined };
  }
  const target: ClusterTarget = { ...(kubeconfig === undefined ? {} : { kubeconfig }), ...(context === undefined ? {} : { context }) };
  const live = cluster === true ? { target, kinds: kindsFor(catalogue, []) } : undefined;
  return await readInventory(inventory, include, version, progress, { cluster: live });
}

interface Logs {
  readonly flows: Awaited<ReturnType<typeof readFlowLogs>>['log'] | undefined;
  readonly calls: ReturnType<CallTable['result']> | undefined;
  readonly events: number;
  readonly problems: readonly Problem[];
}

async function readLogs({ flows, audit }: Options, progress: Progress): Promise<Logs> {
  const flowLogs =
    flows.length === 0
      ? undefined
      : await readFlowLogs(flows, {
          onProgress: (amount, bytes) => progress.show(`reading flows: ${count(amount, 'flow')}, ${(bytes / 1e6).toFixed(1)} MB`),
        });
  const table = new CallTable();
  const auditLogs =
    audit.length === 0
      ? undefined
      : await readAuditLogs(audit, (event) => table.add(event), {
          onProgress: (amount, bytes) => progress.show(`reading the audit log: ${count(amount, 'event')}, ${(bytes / 1e6).toFixed(1)} MB`),
        });
  progress.clear();
  return {
    flows: flowLogs?.log,
    calls: auditLogs === undefined ? undefined : table.result(),
    events: auditLogs?.log.events ?? 0,
    problems: [...(flowLogs?.problems ?? []), ...(auditLogs?.problems ?? [])],
  };
}

function askedOf(applied: readonly string[], options: Options): string[] {
  const many = (flag: string, values: readonly string[]) => (values.length === 0 ? [] : [flag, ...values]);
  const one = (flag: string, value: string | undefined) => (value === undefined ? [] : [flag, value]);
  return [
    ...applied,
    ...many('--delete', options.delete),
    ...many('--label', options.label),
    ...many('--allow-registry', options.allowRegistry),
    ...many('--require-label', options.requireLabel),
    ...many('--inventory', options.inventory),
    ...(options.cluster === true ? ['--cluster'] : []),
    ...one('--context', options.context),
    ...one('--namespace', options.namespace),
    ...many('--flows', options.flows),
    ...many('--audit', options.audit),
  ];
}

async function inputsOf(
  change: ChangeRead,
  { inventory }: InventoryRead,
  applied: readonly string[],
  options: Options,
  logs: Logs,
): Promise<ProofInput[]> {
  const changed = [...applied, ...options.delete.map((path) => `--delete ${path}`)].join(' ');
  const held = inventory.cluster === undefined ? options.inventory.join(' ') || 'the first revision' : `cluster ${inventory.cluster}`;
  const flows = await Promise.all(options.flows.map(async (file) => await fileInput('flows', file, logs.flows?.flows ?? 0)));
  const audit = await Promise.all(options.audit.map(async (file) => await fileInput('audit', file, logs.events)));
  return [
    ...(change.objects.length === 0 ? [] : [objectsInput('change', changed, change.objects)]),
    objectsInput('inventory', held, inventory.objects),
    ...[...flows, ...audit].filter((input) => input !== undefined),
  ];
}
