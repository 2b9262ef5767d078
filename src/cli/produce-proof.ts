// SPDX-License-Identifier: Apache-2.0
// From the arguments of `rampart prove` to its report: reads what there is, what would change and what was recorded, and proves.
import { readAuditLogs } from '../adapters/files/audit-logs.ts';
import { readFlowLogs } from '../adapters/files/flow-logs.ts';
import { amendmentsOf } from '../harden/amendments/amendments.ts';
import type { AuditLog } from '../model/audit/audit-log.ts';
import type { Problem } from '../model/problem.ts';
import { formatVersion, type KubernetesVersion, newestKubernetes } from '../model/version.ts';
import { catalogue } from '../posture/catalogue.ts';
import { kindsFor } from '../posture/evidence-kinds.ts';
import { breaksOf, verdictOf } from '../proof/breaks.ts';
import { unknownOf } from '../proof/unknown.ts';
import { networkKinds, pathsKinds } from '../proof/evidence-kinds.ts';
import { kindOf } from '../model/object.ts';
import { NeedTable, type Recorded } from '../proof/calls/need-table.ts';
import { prove } from '../proof/prove.ts';
import type { TextOf } from '../report/places.ts';
import type { ProofInput, ProofReport } from '../report/proof/proof-report.ts';
import { count } from '../report/style.ts';
import type { ClusterTarget } from './cluster-options.ts';
import { UsageError } from './exit-codes.ts';
import { networkProblems } from './network-problems.ts';
import { brokenLines, reportProblems } from './problems.ts';
import { fileInput, objectsInput } from './proof-inputs.ts';
import { type ChangeRead, readChange } from './read-change.ts';
import { type InventoryRead, readInventory } from './read-inventory.ts';
import { type Progress, stderrProgress } from './terminal.ts';

/** What a proof is asked for by. */
export interface ProofArguments {
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
  readonly include: readonly string[];
  readonly quiet?: boolean;
}

/** Throws UsageError where the arguments make no sense. */
export async function produceProof(
  applied: readonly string[],
  options: ProofArguments,
  rampartVersion: string,
): Promise<{ readonly report: ProofReport; readonly textOf: TextOf }> {
  checkArguments(applied, options);
  const progress = stderrProgress(options.quiet === true);
  const { namespace, include, kubernetesVersion: version } = options;
  const change = await readChange({ applied, deleted: options.delete, labels: options.label, namespace, include, version, progress });
  const state = await readState(change, options, progress);
  const logs = await readLogs(options, progress);
  const problems = [...state.problems, ...change.problems, ...logs.problems];
  reportProblems(problems);

  const now = Date.now();
  const whatIf = { registries: options.allowRegistry, labels: options.requireLabel };
  const proof = prove(state.inventory, change.change, whatIf, { flows: logs.flows, calls: logs.calls, checks: catalogue, now });
  const textOf: TextOf = (source) => change.textOf(source) ?? state.textOf(source);
  // What the engine cannot judge makes the answers unknown that it touches, and no others.
  reportProblems(networkProblems(proof.network?.after.network.problems ?? [], textOf));
  const breaks = breaksOf(proof);
  const unknown = [
    ...unknownOf(proof),
    ...(problems.length === 0
      ? []
      : [{ what: `${count(problems.length, 'part')} of the input`, missing: 'input that can be read: see the lines above' }]),
    ...((logs.audit?.broken ?? 0) === 0
      ? []
      : [{ what: `${count(logs.audit?.broken ?? 0, 'line')} of the audit log`, missing: 'lines that can be read' }]),
  ];
  const report: ProofReport = {
    rampartVersion,
    at: now,
    asked: askedOf(applied, options),
    inputs: await inputsOf(change, state, applied, options, logs),
    proof,
    verdict: verdictOf(breaks, unknown),
    breaks,
    unknown,
    amendments: amendmentsOf(proof, breaks, catalogue, now),
    ...(logs.audit === undefined ? {} : { audit: logs.audit }),
    problems,
  };
  return { report, textOf };
}

function checkArguments(applied: readonly string[], options: ProofArguments): void {
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
async function readState({ base, objects }: ChangeRead, options: ProofArguments, progress: Progress): Promise<InventoryRead> {
  const { inventory, include, kubernetesVersion: version, cluster, kubeconfig, context } = options;
  if (cluster !== true && inventory.length === 0) {
    if (base === undefined) throw new UsageError('say what there is now: --cluster, or --inventory with files and folders');
    return { inventory: base, problems: [], files: 0, textOf: () => undefined };
  }
  const target: ClusterTarget = { ...(kubeconfig === undefined ? {} : { kubeconfig }), ...(context === undefined ? {} : { context }) };
  // What the change is about is asked for as well: whether it is there decides what the change does.
  const kinds = new Set([...kindsFor(catalogue), ...networkKinds, ...pathsKinds, ...objects.map(kindOf)]);
  const live = cluster === true ? { target, kinds } : undefined;
  return await readInventory(inventory, include, version, progress, { cluster: live });
}

interface Logs {
  readonly flows: Awaited<ReturnType<typeof readFlowLogs>>['log'] | undefined;
  readonly calls: Recorded | undefined;
  readonly audit: AuditLog | undefined;
  readonly problems: readonly Problem[];
}

async function readLogs({ flows, audit }: ProofArguments, progress: Progress): Promise<Logs> {
  const flowLogs =
    flows.length === 0
      ? undefined
      : await readFlowLogs(flows, {
          onProgress: (amount, bytes) => progress.show(`reading flows: ${count(amount, 'flow')}, ${(bytes / 1e6).toFixed(1)} MB`),
        });
  const table = new NeedTable({ version: newestKubernetes, everybody: true, isAnyName: () => false });
  const auditLogs =
    audit.length === 0
      ? undefined
      : await readAuditLogs(audit, (event, source, line) => table.add(event, source, line), {
          onProgress: (amount, bytes) => progress.show(`reading the audit log: ${count(amount, 'event')}, ${(bytes / 1e6).toFixed(1)} MB`),
        });
  progress.clear();
  return {
    flows: flowLogs?.log,
    calls: auditLogs === undefined ? undefined : table.result(),
    audit: auditLogs?.log,
    problems: [flowLogs, auditLogs].flatMap((read) => (read === undefined ? [] : [...read.problems, ...brokenLines(read.log)])),
  };
}

function askedOf(applied: readonly string[], options: ProofArguments): string[] {
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
    ...one('--kubernetes-version', options.kubernetesVersion === undefined ? undefined : formatVersion(options.kubernetesVersion)),
    ...options.include.flatMap((pattern) => ['--include', pattern]),
    ...many('--flows', options.flows),
    ...many('--audit', options.audit),
  ];
}

async function inputsOf(
  change: ChangeRead,
  { inventory }: InventoryRead,
  applied: readonly string[],
  options: ProofArguments,
  logs: Logs,
): Promise<ProofInput[]> {
  const changed = [...applied, ...options.delete.map((path) => `--delete ${path}`)].join(' ');
  const held = options.cluster === true ? `cluster ${inventory.cluster ?? ''}`.trim() : options.inventory.join(' ') || 'the first revision';
  const flows = await Promise.all(options.flows.map(async (file) => await fileInput('flows', file, logs.flows?.flows ?? 0)));
  const audit = await Promise.all(options.audit.map(async (file) => await fileInput('audit', file, logs.audit?.events ?? 0)));
  return [
    ...(change.objects.length === 0 ? [] : [objectsInput('change', changed, change.objects)]),
    objectsInput('inventory', held, inventory.objects),
    ...[...flows, ...audit].filter((input) => input !== undefined),
  ];
}
