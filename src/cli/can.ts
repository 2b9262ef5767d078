// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command, Option } from 'commander';
import { howCan, type Subject, type User, whatCan } from '../engines/rbac/index.ts';
import { rbacOf } from '../posture/facts/rbac.ts';
import { askedOf } from '../proof/permissions/asked.ts';
import { knowsAllRoles } from '../proof/permissions/places.ts';
import { isCustomName } from '../proof/permissions/resource-names.ts';
import { findSubject } from '../proof/permissions/subject-names.ts';
import { canAnswer, canCsv, canData, renderCan, renderWhat, whatCsv, whatData } from '../report/rbac/can-report.ts';
import { grantPlaces } from '../report/rbac/grants.ts';
import { stringify } from '../report/stringify.ts';
import { addClusterOptions } from './cluster-options.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes, UsageError } from './exit-codes.ts';
import { collect } from './options.ts';
import { writeStdout } from './output.ts';
import {
  isPath,
  type PermissionOptions,
  type PermissionsRead,
  readPermissions,
  splitName,
  understood,
  whereOf,
} from './permissions-input.ts';
import { stdoutPage } from './terminal.ts';

interface Options extends PermissionOptions {
  readonly asGroup: readonly string[];
}

const examples = `
SUBJECT: alice, user/alice, group/dev, serviceaccount/shop/api, sa/shop/api, system:serviceaccount:shop:api. A ServiceAccount is in its
three groups, a user in system:authenticated; what else authentication says, --as-group adds.
RESOURCE is written as for rampart who-can. Without -n every namespace is asked about; -A asks about all of them at once, as kubectl does.

Examples:
  rampart can alice deploy/                               everything that alice may do
  rampart can sa/shop/api get secrets -n shop deploy/ --why
  rampart can group/dev create pods/exec --cluster
  rampart can alice --as-group ops list nodes --cluster
  rampart can system:serviceaccount:shop:api get secret db-password deploy/

Exit codes: 0 yes, 1 no, 2 usage error, 3 unknown, in part (in some namespaces, for some names), or evidence incomplete.
Without a request: 0, or 3 where evidence is incomplete.`;

export function command(_: CommandContext): Command {
  return addClusterOptions(new Command('can'), 'in this namespace; with --cluster no other is read')
    .description('What a user, group or ServiceAccount may do by RBAC, or whether it may do one thing, and why.')
    .usage('[options] SUBJECT [VERB RESOURCE [NAME]] [path...]')
    .argument('<subject>', 'alice, group/dev, serviceaccount/shop/api')
    .argument('[argument...]', 'VERB RESOURCE [NAME], then files, folders, globs, or - for standard input')
    .option('-A, --all-namespaces', 'in all namespaces at once')
    .option('--as-group <group>', 'a further group that the subject is in; repeatable', collect, [])
    .option('--name <name>', 'the object, where a file or folder has its name')
    .option('--why', 'tell the binding, the role and the rule of each')
    .addOption(new Option('-f, --format <format>', 'how to print').choices(['table', 'json', 'csv']).default('table'))
    .option('--include <pattern>', 'read files of this extension or glob too; repeatable', collect, [])
    .option('-v, --verbose', 'every rule')
    .option('-q, --quiet', 'no progress and no table: the exit code and problems only')
    .addHelpText('after', examples)
    .action(async (subject: string, words: readonly string[], options: Options) => {
      process.exitCode = await can(subject, words, options);
    });
}

async function can(text: string, words: readonly string[], options: Options): Promise<number> {
  whereOf(options);
  const [verb, resource, ...rest] = words;
  if (verb === undefined || isPath(verb)) return await tellWhat(text, words, options);
  if (resource === undefined) throw new UsageError(`can ${text} ${verb} what? Give a resource: rampart can ${text} ${verb} pods PATH…`);
  return await tellWhether(text, { verb, resource, words: rest }, options);
}

interface Who {
  readonly subject: Subject;
  readonly user: User;
  readonly notes: readonly string[];
}

function whoOf({ inventory }: PermissionsRead, text: string, { asGroup, namespace }: Options): Who {
  return understood(findSubject(rbacOf(inventory), text, asGroup, namespace));
}

async function tellWhether(
  text: string,
  { verb, resource, words }: { readonly verb: string; readonly resource: string; readonly words: readonly string[] },
  options: Options,
): Promise<number> {
  const { name, paths } = splitName(words, options);
  const read = await readPermissions(paths, options, isCustomName(resource));
  const { inventory, problems, textOf } = read;
  const who = whoOf(read, text, options);
  const where = whereOf(options) ?? { kind: options.allNamespaces === true ? ('all' as const) : ('any' as const) };
  const asked = understood(askedOf(inventory, { verb, resource, name }, where));
  const how = howCan(rbacOf(inventory), who.user, asked.request, { anywhere: asked.anywhere });
  const grants = how.ways.flatMap((way) => way.grants);
  const report = {
    ...who,
    asked,
    how,
    places: grantPlaces(inventory, grants, [], textOf),
    notes: [...who.notes, ...asked.notes],
    knowsAllRoles: knowsAllRoles(inventory),
    problems,
  };
  if (options.format === 'json') await writeStdout([`${stringify(canData(report), 2)}\n`]);
  else if (options.format === 'csv') await writeStdout(canCsv(report));
  else if (options.quiet !== true) await writeStdout([renderCan(report, stdoutPage(), options.why === true)]);
  const answer = canAnswer(report);
  if (problems.length > 0) return exitCodes.incomplete;
  return answer === 'yes' ? exitCodes.clean : answer === 'no' ? exitCodes.findings : exitCodes.incomplete;
}

async function tellWhat(text: string, paths: readonly string[], options: Options): Promise<number> {
  const read = await readPermissions(paths, options, false);
  const { inventory, problems, textOf } = read;
  const who = whoOf(read, text, options);
  const what = whatCan(rbacOf(inventory), who.user, options.allNamespaces === true ? '' : options.namespace);
  const isPlaced = options.why === true || options.format !== 'table';
  const report = {
    ...who,
    what,
    places: grantPlaces(inventory, isPlaced ? what.held.flatMap(({ grants }) => grants) : [], [], textOf),
    knowsAllRoles: knowsAllRoles(inventory),
    problems,
  };
  if (options.format === 'json') await writeStdout([`${stringify(whatData(report), 2)}\n`]);
  else if (options.format === 'csv') await writeStdout(whatCsv(report));
  else if (options.quiet !== true)
    await writeStdout([renderWhat(report, stdoutPage(), { why: options.why === true, all: options.verbose === true })]);
  const isOpen = what.unresolved.length > 0 && !report.knowsAllRoles;
  return problems.length > 0 || isOpen ? exitCodes.incomplete : exitCodes.clean;
}
