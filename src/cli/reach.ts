// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command, Option } from 'commander';
import { compile } from '../engines/network/index.ts';
import { addClusterOptions, type ClusterSelection, clusterTarget } from './cluster-options.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes, UsageError } from './exit-codes.ts';
import { networkKinds } from '../proof/evidence-kinds.ts';
import { networkProblems } from './network-problems.ts';
import { collect } from './options.ts';
import { gapProblems, reportProblems } from './problems.ts';
import { answerExposed, answerIsolation, answerList, answerMatrix, answerQuestion, type Answering, reachFormats } from './reach-answers.ts';
import { readInventory } from './read-inventory.ts';
import { stderrProgress } from './terminal.ts';

export interface ReachOptions extends ClusterSelection {
  readonly from?: string;
  readonly to?: string;
  readonly exposed?: boolean;
  readonly isolated?: boolean;
  readonly unprotected?: boolean;
  readonly matrix?: boolean;
  readonly why?: boolean;
  readonly format: (typeof reachFormats)[number];
  readonly include: readonly string[];
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

const examples = `
FROM and TO:
  web, shop/web, Deployment/shop/web        a workload; pod/…, node/… and service/… as well
  shop/, namespace/shop                     all pods of a namespace
  app=web, shop/app=web, "tier in (a,b)"     pods by their labels, of every namespace, of one, or of that of -n
  10.0.0.7, 203.0.113.0/24, internet        addresses outside of the cluster
PORT: 8080, tcp/443, udp/53, the name of a container's port, or a port of the Service where TO is one.

Examples:
  rampart reach web db:5432 deploy/                 yes, no or unknown, and the rules that decide
  rampart reach shop/web service/data/db:postgres deploy/ --why
  rampart reach internet shop/ --cluster
  rampart reach --from web deploy/                  everything that web may connect to
  rampart reach --to data/db:5432 deploy/           everybody that may connect to it
  rampart reach --exposed deploy/                   ways in: Services, Ingresses, Gateways, ports of nodes
  rampart reach --unprotected deploy/               workloads that no policy isolates
  rampart reach --matrix deploy/ --format svg > reach.svg

Exit codes: 0 yes for all that was asked about, 1 no for all of it, 2 usage error, 3 unknown, or it differs, or evidence incomplete.
Lists and the matrix: 0, or 3 where a part of them is unknown or evidence incomplete; --unprotected: 1 where there is a workload to
name. Who serves an Ingress is never known: what hangs on that alone is "perhaps" in --exposed, and makes nothing incomplete.`;

export function command(_: CommandContext): Command {
  return addClusterOptions(new Command('reach'))
    .description('Who reaches whom by network policies of Kubernetes, Calico and Cilium, on which ports, and why.')
    .usage(
      '[options] FROM TO[:PORT] [path...]\n       rampart reach [options] --from X|--to X[:PORT]|--exposed|--isolated|--unprotected|--matrix [path...]',
    )
    .argument('[argument...]', 'FROM and TO where no option says what to ask, then files, folders, globs, or - for standard input')
    .option('--from <from>', 'list everything that it may connect to')
    .option('--to <to>', 'list everybody that may connect to it')
    .option('--exposed', 'list the ways in from outside, and what policies say of each')
    .option('--isolated', 'list which workloads policies isolate')
    .option('--unprotected', 'list the workloads that policies do not isolate for both directions')
    .option('--matrix', 'everybody against everybody')
    .option('--why', 'quote the rules that decide, and say what would change it')
    .addOption(
      new Option('-f, --format <format>', 'how to print; csv for lists, dot and svg for the matrix').choices(reachFormats).default('table'),
    )
    .option('--include <pattern>', 'read files of this extension or glob too; repeatable', collect, [])
    .option('-v, --verbose', 'lists without an end')
    .option('-q, --quiet', 'no progress and no table: the exit code and problems only')
    .addHelpText('after', examples)
    .action(async (given: readonly string[], options: ReachOptions) => {
      process.exitCode = await reach(given, options);
    });
}

async function reach(given: readonly string[], options: ReachOptions): Promise<number> {
  const asked = questionOf(given, options);
  // The namespace says where names are looked for; peers are everywhere.
  const { namespace: _, ...everywhere } = options;
  const isAboutCluster = [options.cluster, options.kubeconfig, options.context].some((given) => given !== undefined);
  if (asked.paths.length === 0 && !isAboutCluster) throw new UsageError(`nothing to read: ${asked.missing}`);
  const target = clusterTarget(everywhere, asked.paths);
  const cluster = target && { target, kinds: networkKinds };
  const progress = stderrProgress(options.quiet === true);
  const { inventory, ...read } = await readInventory(asked.paths, options.include, undefined, progress, { cluster });
  const network = compile(inventory);
  const problems = [...read.problems, ...gapProblems(inventory.gaps)];
  // What the engine cannot judge makes the answers unknown that it touches, and no others.
  const told = [...problems, ...networkProblems(network.problems, read.textOf)];
  reportProblems(told);
  const answer = await asked.answer({ network, textOf: read.textOf, problems: told, isAllRead: problems.length === 0, options });
  return problems.length > 0 ? exitCodes.incomplete : answer;
}

interface Asked {
  readonly paths: readonly string[];
  /** What to type where there are no paths. */
  readonly missing: string;
  readonly answer: (answering: Answering) => Promise<number>;
}

/** Exactly one question. Throws UsageError where there is none, or several. */
function questionOf(given: readonly string[], { from, to, exposed, isolated, unprotected, matrix, why, format }: ReachOptions): Asked {
  const lists: Asked[] = [];
  const add = (question: string, answer: Asked['answer']) =>
    lists.push({ paths: given, missing: `name files or folders, as in "rampart reach ${question} deploy/", or --cluster`, answer });
  if (from !== undefined && to !== undefined) add('--from web --to db:5432', (answering) => answerQuestion(answering, from, to));
  else if (from !== undefined) add('--from web', (answering) => answerList(answering, 'from', from));
  else if (to !== undefined) add('--to db:5432', (answering) => answerList(answering, 'to', to));
  if (exposed === true) add('--exposed', answerExposed);
  if (isolated === true || unprotected === true)
    add(unprotected === true ? '--unprotected' : '--isolated', (answering) => answerIsolation(answering, unprotected === true));
  if (matrix === true) add('--matrix', answerMatrix);
  if (lists.length > 1)
    throw new UsageError('one question at a time: FROM TO, --from, --to, --exposed, --isolated, --unprotected or --matrix');
  const [list] = lists;
  const isQuestion = list === undefined || (from !== undefined && to !== undefined);
  if (why === true && !isQuestion) throw new UsageError('--why is for FROM TO');
  const allowed: readonly string[] = isQuestion ? ['table', 'json'] : matrix === true ? reachFormats : ['table', 'json', 'csv'];
  if (!allowed.includes(format)) throw new UsageError(`--format ${format} is not for this question: ${allowed.join(', ')}`);
  if (list !== undefined) return list;
  const [sender, receiver, ...paths] = given;
  if (sender === undefined)
    throw new UsageError(
      'say who and whom, as in "rampart reach web db:5432 deploy/"; or --from, --to, --exposed, --isolated, --unprotected, --matrix',
    );
  if (receiver === undefined)
    throw new UsageError(`${sender} was read as FROM, and there is no TO: say whom as well, as in "rampart reach web db:5432 deploy/"`);
  return {
    paths,
    missing: `${sender} was read as FROM and ${receiver} as TO; name files or folders after them, as in "rampart reach web db:5432 deploy/", or --cluster`,
    answer: (answering) => answerQuestion(answering, sender, receiver),
  };
}
