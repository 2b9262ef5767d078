// SPDX-License-Identifier: Apache-2.0
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Command, Option } from 'commander';
import { dump } from 'js-yaml';
import { readFlowLogs } from '../adapters/files/flow-logs.ts';
import { observedEdges } from '../proof/flows/edges.ts';
import { proposePolicies } from '../harden/network-policies/proposal.ts';
import { declaredOnly, existingPolicies, networkOf, provenAgainst } from '../harden/network-policies/proven.ts';
import { type PolicyForm, policyForms, writtenPolicy } from '../harden/network-policies/written-policy.ts';
import { policiesData, policyComment, renderPolicies } from '../report/policies-report.ts';
import { stringify } from '../report/stringify.ts';
import { count } from '../report/style.ts';
import { addClusterOptions, type ClusterSelection, clusterTarget } from './cluster-options.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes, UsageError } from './exit-codes.ts';
import { networkKinds } from '../proof/evidence-kinds.ts';
import { collect, pathsHelp } from './options.ts';
import { writeStdout, writeWhole } from './output.ts';
import { gapProblems, reportProblems } from './problems.ts';
import { readInventory } from './read-inventory.ts';
import { stderrPage, stderrProgress, stdoutPage } from './terminal.ts';

interface Options extends ClusterSelection {
  readonly flows: readonly string[];
  readonly form: PolicyForm;
  readonly merge?: boolean;
  readonly format: 'yaml' | 'table' | 'json';
  readonly output?: string;
  readonly include: readonly string[];
  readonly quiet?: boolean;
}

const examples = `
Examples:
  rampart policies deploy/ --flows hubble.json                manifests on standard output, the edges on standard error
  rampart policies deploy/ --flows hubble.json --output net/  a file for each policy, the edges on standard output
  hubble observe -o json --last 100000 | rampart policies --cluster --flows - -n shop
  rampart policies deploy/ --flows vpc.log --flows more.csv.gz --form calico
  rampart policies deploy/ --flows hubble.json --merge        only what the policies there are do not allow yet

Flow logs: Hubble JSON, Calico flow logs, AWS, Google and Azure (NSG, VNet) flow logs, Falco's network events, CSV with a header, JSON lines;
packed with gzip or not. -n names the one namespace that gets policies.

Exit codes: 0 every observed flow stays allowed, 1 some would not surely, 2 usage error, 3 evidence incomplete.`;

export function command(_: CommandContext): Command {
  return addClusterOptions(new Command('policies'))
    .description('The smallest set of network policies that observed traffic needs, proved to allow all of it.')
    .argument('[path...]', pathsHelp)
    .requiredOption('--flows <file>', 'a flow log, or - for standard input; repeatable', collect, [])
    .addOption(new Option('--form <form>', 'whose policies to write').choices(policyForms).default('kubernetes'))
    .option('--merge', 'leave out what existing policies allow already')
    .addOption(new Option('-f, --format <format>', 'what to print').choices(['yaml', 'table', 'json']).default('yaml'))
    .option('-o, --output <folder>', 'write each policy to a file of its own in this folder, and print the table')
    .option('--include <pattern>', 'read files of this extension or glob too; repeatable', collect, [])
    .option('-q, --quiet', 'no progress and no table')
    .addHelpText('after', examples)
    .action(async (paths: readonly string[], options: Options) => {
      process.exitCode = await policies(paths, options);
    });
}

async function policies(paths: readonly string[], options: Options): Promise<number> {
  if (options.flows.length === 0) throw new UsageError('nothing was observed: give a flow log with --flows');
  if (options.flows.includes('-') && paths.includes('-')) throw new UsageError('standard input can be a flow log or manifests, not both');
  const progress = stderrProgress(options.quiet === true);
  // The namespace is what gets policies; its peers are everywhere.
  const { namespace, ...everywhere } = options;
  const target = clusterTarget(everywhere, paths);
  const cluster = target && { target, kinds: networkKinds };
  const { inventory, ...read } = await readInventory(paths, options.include, undefined, progress, { cluster });
  const { log, problems: unread } = await readFlowLogs(options.flows, {
    onProgress: (flows, bytes) => progress.show(`reading flows: ${count(flows, 'flow')}, ${(bytes / 1e6).toFixed(1)} MB`),
  });
  progress.clear();
  const problems = [...read.problems, ...gapProblems(inventory.gaps), ...unread];
  reportProblems(problems);

  const observed = observedEdges(log, inventory);
  const before = networkOf(inventory, options.form);
  const proposal = proposePolicies(observed, inventory, {
    ...(namespace === undefined ? {} : { namespace }),
    ...(options.merge === true ? { existing: existingPolicies(before) } : {}),
  });
  const manifests = proposal.policies.map((policy) => writtenPolicy(policy, options.form));
  const proven = provenAgainst(observed.edges, manifests, inventory, options.form);
  const report = { proposal, observed, log, proven, declared: declaredOnly(before, observed.edges) };

  const texts = proposal.policies.map((policy, index) => `${policyComment(policy)}\n${dump(manifests[index], { lineWidth: 120 })}`);
  if (options.output !== undefined) {
    mkdirSync(options.output, { recursive: true });
    for (const [index, { namespace: of, name }] of proposal.policies.entries())
      writeWhole(path.join(options.output, `${of}-${name}.yaml`), [texts[index] ?? '']);
    if (options.quiet !== true) await writeStdout([renderPolicies(report, stdoutPage())]);
  } else if (options.format === 'json') await writeStdout([`${stringify(policiesData(report, manifests), 2)}\n`]);
  else if (options.format === 'table') await writeStdout([renderPolicies(report, stdoutPage())]);
  else {
    if (options.quiet !== true) process.stderr.write(renderPolicies(report, stderrPage()));
    await writeStdout([texts.join('---\n')]);
  }
  if (problems.length > 0 || log.broken > 0 || log.leftOut > 0) return exitCodes.incomplete;
  return proven.lost.length > 0 ? exitCodes.findings : exitCodes.clean;
}
