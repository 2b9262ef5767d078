// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command, Option } from 'commander';
import { whoCan } from '../engines/rbac/index.ts';
import { rbacOf } from '../posture/facts/rbac.ts';
import { askedOf } from '../proof/permissions/asked.ts';
import { knowsAllRoles } from '../proof/permissions/places.ts';
import { isCustomName } from '../proof/permissions/resource-names.ts';
import { grantPlaces } from '../report/rbac/grants.ts';
import { renderWhoCan, whoCanCsv, whoCanData } from '../report/rbac/who-can-report.ts';
import { stringify } from '../report/stringify.ts';
import { addClusterOptions } from './cluster-options.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes } from './exit-codes.ts';
import { collect } from './options.ts';
import { writeStdout } from './output.ts';
import { type PermissionOptions, readPermissions, splitName, understood, whereOf } from './permissions-input.ts';
import { stdoutPage } from './terminal.ts';

const examples = `
RESOURCE: pods, po, deployments.apps, pods/exec, a CustomResourceDefinition of the input, * for everything, or a path such as /healthz.
Without -n every namespace is asked about, and the answer says in which: who may everywhere comes first. The word after RESOURCE is the
NAME of an object unless a file or folder is called so; --name says it for certain.

Examples:
  rampart who-can get secrets deploy/
  rampart who-can get secret db-password -n shop deploy/ --why
  rampart who-can create pods/exec --cluster
  rampart who-can '*' '*' --cluster                        everybody who may do everything
  rampart who-can get /metrics rbac/
  kubectl get clusterroles,clusterrolebindings,roles,rolebindings -A -o yaml | rampart who-can delete ns -

Exit codes: 0 answered, 2 usage error, 3 evidence incomplete, or a role that is bound is not in the input.`;

export function command(_: CommandContext): Command {
  return addClusterOptions(new Command('who-can'), 'in this namespace; with --cluster no other is read')
    .description('Who may do something by RBAC, in which namespaces, and by which binding, role and rule.')
    .usage('[options] VERB RESOURCE [NAME] [path...]')
    .argument('<verb>', 'get, list, create, delete, impersonate, … or *')
    .argument('<resource>', 'a resource as kubectl writes it, or a path')
    .argument('[argument...]', 'NAME, then files, folders, globs, or - for standard input')
    .option('-A, --all-namespaces', 'in any namespace, as without -n')
    .option('--name <name>', 'the object, where a file or folder has its name')
    .option('--why', 'tell the binding, the role and the rule of each')
    .addOption(new Option('-f, --format <format>', 'how to print').choices(['table', 'json', 'csv']).default('table'))
    .option('--include <pattern>', 'read files of this extension or glob too; repeatable', collect, [])
    .option('-v, --verbose', 'every subject')
    .option('-q, --quiet', 'no progress and no table: the exit code and problems only')
    .addHelpText('after', examples)
    .action(async (verb: string, resource: string, words: readonly string[], options: PermissionOptions) => {
      process.exitCode = await tellWhoCan(verb, resource, words, options);
    });
}

async function tellWhoCan(verb: string, resource: string, words: readonly string[], options: PermissionOptions): Promise<number> {
  const where = whereOf(options) ?? { kind: 'any' };
  const { name, paths } = splitName(words, options);
  const { inventory, textOf, problems } = await readPermissions(paths, options, isCustomName(resource));
  const asked = understood(askedOf(inventory, { verb, resource, name }, where));
  const answer = whoCan(rbacOf(inventory), asked.request, { anywhere: asked.anywhere });
  const isPlaced = options.why === true || options.format !== 'table';
  const report = {
    asked,
    answer,
    places: grantPlaces(inventory, isPlaced ? answer.holders.flatMap(({ grants }) => grants) : [], [], textOf),
    notes: asked.notes,
    knowsAllRoles: knowsAllRoles(inventory),
    problems,
  };
  if (options.format === 'json') await writeStdout([`${stringify(whoCanData(report), 2)}\n`]);
  else if (options.format === 'csv') await writeStdout(whoCanCsv(report));
  else if (options.quiet !== true)
    await writeStdout([renderWhoCan(report, stdoutPage(), { why: options.why === true, all: options.verbose === true })]);
  const isOpen = answer.unresolved.length > 0 && !report.knowsAllRoles;
  return problems.length > 0 || isOpen ? exitCodes.incomplete : exitCodes.clean;
}
