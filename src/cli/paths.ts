// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command, Option } from 'commander';
import { readAuditLogs } from '../adapters/files/audit-logs.ts';
import { compile } from '../engines/network/index.ts';
import type { Inventory } from '../model/inventory.ts';
import type { KubernetesVersion } from '../model/version.ts';
import {
  adminEquivalents,
  attackGraph,
  type AttackGraph,
  cutOf,
  type Foothold,
  goalNames,
  goalsOf,
  pathsOf,
  type Reached,
  sourcesOf,
} from '../proof/paths/index.ts';
import { bindingUses } from '../proof/calls/binding-uses.ts';
import { NeedTable } from '../proof/calls/need-table.ts';
import { rbacOf } from '../posture/facts/rbac.ts';
import type { Removable } from '../proof/paths/removable.ts';
import { count } from '../report/style.ts';
import { pictureOf } from '../proof/paths/picture.ts';
import { renderAdmins } from '../report/paths/admins-table.ts';
import type { Why } from '../report/paths/path-lines.ts';
import { adminsData, pathsData } from '../report/paths/paths-data.ts';
import { pathsDot } from '../report/paths/paths-dot.ts';
import { pathsSvg } from '../report/paths/paths-svg.ts';
import { type PathsReport, renderPaths } from '../report/paths/paths-table.ts';
import { stringify } from '../report/stringify.ts';
import { addClusterOptions, type ClusterSelection, clusterTarget } from './cluster-options.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes, UsageError } from './exit-codes.ts';
import { collect, kubernetesVersion, pathsHelp } from './options.ts';
import { writeStdout } from './output.ts';
import { pathsKinds } from '../proof/evidence-kinds.ts';
import { brokenLines, gapProblems, reportProblems } from './problems.ts';
import { readInventory } from './read-inventory.ts';
import { type Progress, stderrProgress, stdoutPage } from './terminal.ts';

const formats = ['table', 'json', 'dot', 'svg'] as const;

interface Options extends ClusterSelection {
  readonly from: readonly string[];
  readonly to: string;
  readonly admins?: boolean;
  readonly cut?: boolean;
  readonly audit: readonly string[];
  readonly why?: boolean;
  readonly version?: KubernetesVersion;
  readonly format: (typeof formats)[number];
  readonly include: readonly string[];
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

const examples = `
FROM: internet, pod (every workload), subject (everybody that a binding names), or one of them: a workload, user, group, ServiceAccount.
TO: cluster-admin, secrets (all of them), node (any), or one of the above.

Examples:
  rampart paths --cluster                            from the internet and from every workload to cluster-admin
  rampart paths --admins --cluster                   every holder of cluster-admin or an equivalent, with the chain
  rampart paths --from shop/web --to secrets deploy/ --why
  rampart paths --from internet --cut deploy/        what to take away so that no path is left
  rampart paths --cut --cluster --audit audit.log    the same, and bindings that are used weigh more
  rampart paths --from subject --to node deploy/ --format json
  rampart paths deploy/ --format svg > paths.svg

Exit codes: 0 no path, 1 a path, 2 usage error, 3 evidence incomplete, or every path rests on something that the input does not tell.
--admins: 0, or 3 where evidence is incomplete.`;

export function command(_: CommandContext): Command {
  return addClusterOptions(new Command('paths'))
    .description('What leads an attacker to cluster-admin, to all Secrets or to a node, step by step, and what to take away.')
    .argument('[path...]', pathsHelp)
    .option('--from <from>', 'where to start from; repeatable (default: internet and pod)', collect, [])
    .option('--to <to>', 'where to get: cluster-admin, secrets, node, or somebody', 'cluster-admin')
    .option('--admins', 'list every holder of cluster-admin or an equivalent, with the chain that makes it so')
    .option('--cut', 'the cheapest set of bindings, mounts and labels to take away, and the paths that survive it')
    .option('--audit <file...>', 'audit logs of the API server: what is used weighs more in --cut', collect, [])
    .option('--why', 'the reason, the condition and the place of each step')
    .addOption(
      new Option('--version <version>', "version of Kubernetes (default: the cluster's, else the newest known)").argParser(
        kubernetesVersion,
      ),
    )
    .addOption(new Option('-f, --format <format>', 'how to print').choices(formats).default('table'))
    .option('--include <pattern>', 'read files of this extension or glob too; repeatable', collect, [])
    .option('-v, --verbose', 'lists without an end')
    .option('-q, --quiet', 'no progress and no table: the exit code and problems only')
    .addHelpText('after', examples)
    .action(async (given: readonly string[], options: Options) => {
      process.exitCode = await paths(given, options);
    });
}

async function paths(given: readonly string[], options: Options): Promise<number> {
  if (options.audit.length > 0 && options.cut !== true) throw new UsageError('--audit weighs what --cut takes away: give --cut, too');
  if (options.admins === true && (options.cut === true || options.from.length > 0 || !['table', 'json'].includes(options.format)))
    throw new UsageError('--admins is a question of its own: without --from and --cut, as table or json');
  // The namespace says which sources count; what they lead to is everywhere.
  const { namespace, ...everywhere } = options;
  const target = clusterTarget(everywhere, given);
  const cluster = target && { target, kinds: pathsKinds };
  const progress = stderrProgress(options.quiet === true);
  const { inventory, textOf, ...read } = await readInventory(given, options.include, options.version, progress, { cluster });
  const uses = options.audit.length === 0 ? undefined : await readUses(options.audit, inventory, progress);
  const problems = [...read.problems, ...gapProblems(inventory.gaps), ...(uses?.problems ?? [])];
  reportProblems(problems);
  progress.show('following paths');
  const graph = attackGraph(inventory, { network: compile(inventory) });
  const asked: Asked = {
    graph,
    why: { isWhy: options.why === true, textOf },
    isComplete: problems.length === 0,
    namespace,
    options,
    usesOf: uses?.usesOf,
  };
  try {
    const answer = options.admins === true ? await tellAdmins(asked) : await tellPaths(asked);
    return problems.length > 0 ? exitCodes.incomplete : answer;
  } finally {
    progress.clear();
  }
}

interface Asked {
  readonly graph: AttackGraph;
  readonly why: Why;
  readonly isComplete: boolean;
  readonly namespace: string | undefined;
  readonly options: Options;
  readonly usesOf: ((removable: Removable) => number | undefined) | undefined;
}

/** How often bindings were used, by the calls that audit logs recorded. */
async function readUses(files: readonly string[], inventory: Inventory, progress: Progress) {
  const table = new NeedTable({ version: inventory.version, everybody: true, isAnyName: () => false });
  const { log, problems } = await readAuditLogs(files, (event, source, line) => table.add(event, source, line), {
    onProgress: (events) => progress.show(`reading the audit log: ${count(events, 'event')}`),
  });
  progress.clear();
  const uses = bindingUses(table.result(), rbacOf(inventory));
  return {
    problems: [...problems, ...brokenLines(log)],
    usesOf: ({ kind, object }: Removable) => (kind === 'binding' ? uses(object) : undefined),
  };
}

async function tellAdmins({ graph, why, isComplete, namespace, options }: Asked): Promise<number> {
  const admins = adminEquivalents(graph).filter(({ identity }) => namespace === undefined || identity.namespace === namespace);
  if (options.format === 'json') await writeStdout([`${stringify(adminsData(admins, why.textOf, isComplete), 2)}\n`]);
  else if (options.quiet !== true) await writeStdout([renderAdmins(admins, options.verbose === true, why, stdoutPage())]);
  return exitCodes.clean;
}

/** Paths of each source that are told: of one all that a reader takes in, of many one. */
const most = { one: 10, verbose: 1000, many: 1 };

async function tellPaths({ graph, why, isComplete, namespace, options, usesOf }: Asked): Promise<number> {
  const isVerbose = options.verbose === true;
  const names = options.from.length === 0 ? ['internet', 'pod'] : options.from;
  const sources = [...new Set(names.flatMap((name) => understood(sourcesOf(graph, name))))].filter((source) => isMeant(source, namespace));
  const goals = understood(goalsOf(graph, options.to));
  const isMany = sources.filter(({ kind }) => kind !== 'internet').length > 1;
  const query = { from: sources, to: goals, most: isMany ? most.many : isVerbose ? most.verbose : most.one };
  const reached = pathsOf(graph, query);
  const report: PathsReport = {
    goal: goalName(options.to, goals),
    sources,
    reached: isMany ? withInternet(reached, pathsOf(graph, { ...query, from: sources.filter(isInternet), most: most.one })) : reached,
    ...(options.cut === true ? { cut: cutOf(graph, query, usesOf === undefined ? {} : { usesOf }) } : {}),
    isVerbose,
  };
  await print(report, why, isComplete, options);
  if (reached.length === 0) return exitCodes.clean;
  return reached.some(({ isSure }) => isSure) ? exitCodes.findings : exitCodes.incomplete;
}

async function print(report: PathsReport, why: Why, isComplete: boolean, { format, quiet }: Options): Promise<void> {
  switch (format) {
    case 'json':
      return await writeStdout([`${stringify(pathsData(report, why.textOf, isComplete), 2)}\n`]);
    case 'dot':
      return await writeStdout(pathsDot(pictureOf(report.reached)));
    case 'svg':
      return await writeStdout(pathsSvg(pictureOf(report.reached), report.goal));
    case 'table':
      if (quiet !== true) await writeStdout([renderPaths(report, why, stdoutPage())]);
  }
}

function isInternet({ kind }: Foothold): boolean {
  return kind === 'internet';
}

/** Of the internet more than one path is told. */
function withInternet(reached: readonly Reached[], ofInternet: readonly Reached[]): Reached[] {
  return reached.map((one) => ofInternet.find(({ from }) => from === one.from) ?? one);
}

function isMeant({ kind, namespace: own }: Foothold, namespace: string | undefined): boolean {
  return namespace === undefined || kind === 'internet' || own === namespace;
}

function goalName(asked: string, goals: readonly Foothold[]): string {
  const name = goalNames.find((known) => known === asked);
  if (name === undefined) return goals[0]?.name ?? asked;
  return { 'cluster-admin': 'cluster-admin', secrets: 'all Secrets', node: 'a node' }[name];
}

/** Throws UsageError with the reason where something could not be understood. */
function understood(found: readonly Foothold[] | { readonly refused: string }): readonly Foothold[] {
  if ('refused' in found) throw new UsageError(found.refused);
  return found;
}
