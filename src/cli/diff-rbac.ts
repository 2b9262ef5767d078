// SPDX-License-Identifier: Apache-2.0
// The part of `rampart diff` that is about permissions.
import process from 'node:process';
import { createPolicy, difference, type Policy } from '../engines/rbac/index.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Problem } from '../model/problem.ts';
import { isKubernetesOwn } from '../posture/facts/rbac-holders.ts';
import { placedBindings, rbacOf } from '../posture/facts/rbac.ts';
import { knowsAllRoles } from '../proof/permissions/places.ts';
import { csvRbacDiff, markdownRbacDiff, type RbacDiff, rbacDiffData, renderRbacDiff } from '../report/rbac/rbac-diff.ts';
import { stringify } from '../report/stringify.ts';
import { type DiffOptions, readSide } from './diff-side.ts';
import { exitCodes } from './exit-codes.ts';
import { writeStdout } from './output.ts';
import { rbacKinds, rbacProblems } from './permissions-input.ts';
import { isLoss, reportProblems } from './problems.ts';
import { stdoutPage } from './terminal.ts';

interface Side {
  readonly inventory: Inventory;
  readonly problems: readonly Problem[];
}

export async function diffRbac(before: string, after: string, options: DiffOptions): Promise<number> {
  const read = async (typed: string): Promise<Side> =>
    await readSide(typed, options, rbacKinds, ({ inventory, problems, textOf }) => ({
      inventory,
      problems: rbacProblems(inventory, problems, textOf),
    }));
  const [old, fresh] = [await read(before), await read(after)];
  const problems = [...old.problems, ...fresh.problems];
  reportProblems(problems);
  if (problems.some(isLoss)) {
    // What was not read would all seem to be gone.
    process.stderr.write('rampart: no difference of permissions is told, since a side could not be read\n');
    if (options.format === 'json')
      await writeStdout([`${stringify({ schema: 'rampart.dev/rbac-diff/v1', before, after, complete: false }, 2)}\n`]);
    return exitCodes.incomplete;
  }
  const { namespace } = options;
  const isLiveAndFiles = (old.inventory.cluster === undefined) !== (fresh.inventory.cluster === undefined);
  const policyOf = ({ inventory }: Side) => (isLiveAndFiles ? withoutOwn(inventory) : rbacOf(inventory));
  const told = difference(policyOf(old), policyOf(fresh));
  const unresolved = [
    ...(knowsAllRoles(old.inventory) ? [] : told.unresolved.before.map((binding) => ({ side: before, binding }))),
    ...(knowsAllRoles(fresh.inventory) ? [] : told.unresolved.after.map((binding) => ({ side: after, binding }))),
  ];
  const isMeant = (scope: string) => namespace === undefined || scope === '' || scope === namespace;
  const result: RbacDiff = {
    before,
    after,
    changes: told.changes.filter((change) => isMeant(change.namespace) && !(namespace !== undefined && change.except.includes(namespace))),
    unresolved: unresolved.filter(({ binding }) => isMeant(binding.namespace)),
    complete: problems.length === 0 && unresolved.length === 0,
  };
  await print(result, options);
  if (problems.length > 0 || result.unresolved.length > 0) return exitCodes.incomplete;
  return options.exitCode === true && result.changes.length > 0 ? exitCodes.findings : exitCodes.clean;
}

/** Files leave out what the API server binds by itself, so that beside a cluster it would seem to be new or gone. */
function withoutOwn(inventory: Inventory): Policy {
  const bindings = placedBindings(inventory).flatMap(({ binding }) =>
    binding.subjects.length > 0 && binding.subjects.every((subject) => isKubernetesOwn(binding, subject, inventory)) ? [] : binding,
  );
  return createPolicy([...rbacOf(inventory).roles.values()], bindings);
}

async function print(result: RbacDiff, { format, quiet, verbose }: DiffOptions): Promise<void> {
  if (format === 'json') await writeStdout([`${stringify(rbacDiffData(result), 2)}\n`]);
  else if (format === 'csv') await writeStdout(csvRbacDiff(result));
  else if (format === 'markdown') await writeStdout([markdownRbacDiff(result)]);
  else if (quiet !== true) await writeStdout([renderRbacDiff(result, stdoutPage(), verbose === true)]);
}
