// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command, Option } from 'commander';
import { compile, differenceOf, namespaceOf, type Network, type Place } from '../engines/network/index.ts';
import type { Inventory } from '../model/inventory.ts';
import { displayName } from '../model/object.ts';
import type { Problem } from '../model/problem.ts';
import { unknownChanges } from '../proof/reach/unknowns.ts';
import { markdownNetworkDiff, type NetworkDiff, renderNetworkDiff, type Row } from '../report/network-diff.ts';
import { type EdgeWhy, edgeWhy, whyTexts } from '../report/network-diff-why.ts';
import type { TextOf } from '../report/places.ts';
import { csvNetworkDiff, jsonNetworkDiff, unreadNetworkDiff } from '../report/network-diff-data.ts';
import { stringify } from '../report/stringify.ts';
import type { CommandContext } from './command-context.ts';
import { compareRbac, printRbac, type RbacCompared, rbacData, rbacProblemsOf } from './diff-rbac.ts';
import { type DiffOptions, withSides } from './diff-side.ts';
import { exitCodes, UsageError } from './exit-codes.ts';
import { networkKinds, permissionKinds } from '../proof/evidence-kinds.ts';
import { networkProblems } from './network-problems.ts';
import { collect } from './options.ts';
import { writeStdout } from './output.ts';
import { isRbacGap } from './permissions-input.ts';
import { gapProblems, isLoss, reportProblems } from './problems.ts';
import type { InventoryRead } from './read-inventory.ts';
import { stdoutPage } from './terminal.ts';

const examples = `
Examples:
  rampart diff --network before/ after/            two folders of manifests
  rampart diff --network git:main deploy/          the branch main against the working folder
  rampart diff --network HEAD~1:k8s HEAD:k8s --format markdown
  rampart diff --network cluster deploy/           the cluster of the current context against a folder
  rampart diff --network git:main . -n shop        only edges from or to workloads of the namespace shop
  rampart diff --rbac before/ after/               which rights a change gives, and which it takes
  rampart diff git:main .                          both

A side is a file or folder, git:REVISION (this folder as it was then) or REVISION:PATH of the repository here, or the word cluster
(./cluster for a folder of that name). Edges are between workloads, nodes and ranges of addresses; what a workload that came or went
reaches is told apart from what changed between the others.

Permissions are those that subjects have, however roles and bindings are written: a rule that moves to another role of the same subject
is no difference.

A side that could not be read is compared with nothing; of one that was read in part the differences say so. JSON and CSV have every
range of ports and every block of addresses.

Exit codes: 0 compared, 1 with --exit-code where something differs, 2 usage error, 3 a difference is unknown or evidence incomplete.`;

export function command(_: CommandContext): Command {
  return new Command('diff')
    .description('Who reaches whom, and who may do what, on one side and not on the other.')
    .argument('<before>', 'files, git:REVISION, REVISION:PATH, or cluster')
    .argument('<after>', 'files, git:REVISION, REVISION:PATH, or cluster')
    .option('--network', 'compare what the network policies let through')
    .option('--rbac', 'compare who may do what; without --network and --rbac both are compared')
    .addOption(new Option('-f, --format <format>', 'how to print').choices(['table', 'json', 'csv', 'markdown']).default('table'))
    .option('-n, --namespace <namespace>', 'only edges from or to workloads of this namespace, and permissions in it')
    .option('--why', 'the policies and rules that decide over each edge, and the binding, role and rule that give each right')
    .option('--exit-code', 'exit with 1 where edges or permissions differ')
    .option('--kubeconfig <file>', 'kubeconfig for the side that is the cluster')
    .option('--context <context>', 'context of the kubeconfig')
    .option('--include <pattern>', 'read files of this extension or glob too; repeatable', collect, [])
    .option('-v, --verbose', 'every edge and every right')
    .option('-q, --quiet', 'no progress and no table')
    .addHelpText('after', examples)
    .action(async (before: string, after: string, options: DiffOptions) => {
      process.exitCode = await diff(before, after, options);
    });
}

interface Side {
  readonly inventory: Inventory;
  readonly network: Network;
  readonly problems: readonly Problem[];
  readonly textOf: TextOf;
}

/** What was asked for; without a word both. */
async function diff(before: string, after: string, options: DiffOptions): Promise<number> {
  const isNetwork = options.network === true || options.rbac !== true;
  const isRbac = options.rbac === true || options.network !== true;
  if (isNetwork && isRbac && options.format === 'csv') throw new UsageError('--format csv is for one of both: say --network or --rbac');
  if (options.why === true && options.format === 'csv') throw new UsageError('--why is not for CSV: table, json, markdown');
  const kinds = new Set([...(isNetwork ? networkKinds : []), ...(isRbac ? permissionKinds : [])]);
  return await withSides([before, after], options, kinds, async (old, fresh) => {
    const sides = isNetwork ? { old: networkSide(old), fresh: networkSide(fresh) } : undefined;
    reportProblems(
      distinct([
        ...(sides === undefined ? [] : [...sides.old.problems, ...sides.fresh.problems]),
        ...(isRbac ? [...rbacProblemsOf(old), ...rbacProblemsOf(fresh)] : []),
      ]),
    );
    if (sides === undefined) return await tellRbac(compareRbac(old, fresh, options), before, after, options);
    const network = compareNetwork(before, after, sides.old, sides.fresh, options);
    if (!isRbac) return await tellNetwork(network, options);
    const rbac = compareRbac(old, fresh, options);
    const codes = [network.code, rbac.code];
    if (options.format === 'json') await writeStdout(bothData(network, rbac, before, after));
    else {
      await tellNetwork(network, options);
      await tellRbac(rbac, before, after, options);
    }
    return codes.find((code) => code === exitCodes.incomplete) ?? codes.find((code) => code !== exitCodes.clean) ?? exitCodes.clean;
  });
}

/** What both readings of a side meet is told once. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function* bothData(network: NetworkCompared, rbac: RbacCompared, before: string, after: string): Generator<string> {
  const complete = network.result !== undefined && network.code !== exitCodes.incomplete && rbac.code !== exitCodes.incomplete;
  yield `${stringify({ schema: 'rampart.dev/diff/v1', before, after, complete }, 2).replace(/\n\}$/, '')},\n"network": `;
  if (network.result === undefined) yield stringify(network.unread, 2);
  else yield* jsonNetworkDiff(network.result, network.why);
  yield `,\n"rbac": ${stringify(rbacData(rbac, before, after), 2)}\n}\n`;
}

async function tellRbac(compared: RbacCompared, before: string, after: string, options: DiffOptions): Promise<number> {
  if (options.format === 'json') await writeStdout([`${stringify(rbacData(compared, before, after), 2)}\n`]);
  else if (compared.result !== undefined) await printRbac(compared.result, options);
  return compared.code;
}

type NetworkCompared =
  | { readonly result: NetworkDiff; readonly code: number; readonly why: ((row: Row) => EdgeWhy) | undefined }
  | { readonly result: undefined; readonly unread: object; readonly code: number };

function compareNetwork(before: string, after: string, old: Side, fresh: Side, options: DiffOptions): NetworkCompared {
  const partly = [
    { side: before, problems: old.problems },
    { side: after, problems: fresh.problems },
  ].filter(({ problems }) => problems.length > 0);
  const lost = [...(isLost(old) ? [before] : []), ...(isLost(fresh) ? [after] : [])];
  if (lost.length > 0) {
    process.stderr.write(`rampart: no difference is told, since ${lost.join(' and ')} could not be read\n`);
    return { result: undefined, unread: unreadNetworkDiff(before, after, partly), code: exitCodes.incomplete };
  }
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
  const code =
    partly.length > 0 || result.unknown.answers > 0
      ? exitCodes.incomplete
      : options.exitCode === true && result.changes.length > 0
        ? exitCodes.findings
        : exitCodes.clean;
  return { result, code, why: options.why === true ? edgeWhy(old, fresh) : undefined };
}

async function tellNetwork(compared: NetworkCompared, options: DiffOptions): Promise<number> {
  if (compared.result !== undefined) await print(compared, options);
  else if (options.format === 'json') await writeStdout([`${stringify(compared.unread, 2)}\n`]);
  return compared.code;
}

async function print(
  { result, why }: NetworkCompared & { readonly result: NetworkDiff },
  { format, quiet, verbose }: DiffOptions,
): Promise<void> {
  const texts = why === undefined ? undefined : (row: Row) => whyTexts(why(row));
  if (format === 'json') await writeStdout(jsonNetworkDiff(result, why));
  else if (format === 'csv') await writeStdout(csvNetworkDiff(result));
  else if (format === 'markdown') await writeStdout([markdownNetworkDiff(result, texts)]);
  else if (quiet !== true) await writeStdout([renderNetworkDiff(result, stdoutPage(), verbose === true, texts)]);
}

function isLost({ inventory, problems }: Side): boolean {
  return problems.some(isLoss) || (problems.length > 0 && inventory.objects.length === 0);
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

const networkSide = ({ inventory, problems, textOf }: InventoryRead): Side => {
  const network = compile(inventory);
  return {
    inventory,
    network,
    textOf,
    problems: [...problems, ...gapProblems(inventory.gaps.filter((gap) => !isRbacGap(gap))), ...networkProblems(network.problems, textOf)],
  };
};
