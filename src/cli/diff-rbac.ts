// SPDX-License-Identifier: Apache-2.0
// The part of `rampart diff` that is about permissions.
import process from 'node:process';
import { createPolicy, difference, grantsOfChange, type PermissionChange, type Policy } from '../engines/rbac/index.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Problem } from '../model/problem.ts';
import { isKubernetesOwn } from '../posture/facts/rbac-holders.ts';
import { placedBindings, rbacOf } from '../posture/facts/rbac.ts';
import { knowsAllRoles } from '../proof/permissions/places.ts';
import { grantPlaces } from '../report/rbac/grants.ts';
import { csvRbacDiff, markdownRbacDiff, type RbacDiff, type RbacWhy, rbacDiffData, renderRbacDiff } from '../report/rbac/rbac-diff.ts';
import type { DiffOptions, SideRead } from './diff-side.ts';
import { exitCodes } from './exit-codes.ts';
import { writeStdout } from './output.ts';
import { rbacProblems } from './permissions-input.ts';
import { isLoss } from './problems.ts';
import { stdoutPage } from './terminal.ts';

/** What was compared, undefined where a side could not be read, and what came out. */
export interface RbacCompared {
  readonly result: RbacDiff | undefined;
  readonly code: number;
}

export function compareRbac(old: SideRead, fresh: SideRead, options: DiffOptions): RbacCompared {
  const problems = [old, fresh].flatMap(rbacProblemsOf);
  if (problems.some(isLoss)) {
    // What was not read would all seem to be gone.
    process.stderr.write('rampart: no difference of permissions is told, since a side could not be read\n');
    return { result: undefined, code: exitCodes.incomplete };
  }
  const [before, after] = [old.typed, fresh.typed];
  const { namespace } = options;
  const isLiveAndFiles = (old.inventory.cluster === undefined) !== (fresh.inventory.cluster === undefined);
  const policyOf = ({ inventory }: SideRead) => (isLiveAndFiles ? withoutOwn(inventory) : rbacOf(inventory));
  const policies = { before: policyOf(old), after: policyOf(fresh) };
  const told = difference(policies.before, policies.after);
  const unresolved = [
    ...(knowsAllRoles(old.inventory) ? [] : told.unresolved.before.map((binding) => ({ side: before, binding }))),
    ...(knowsAllRoles(fresh.inventory) ? [] : told.unresolved.after.map((binding) => ({ side: after, binding }))),
  ];
  const isMeant = (scope: string) => namespace === undefined || scope === '' || scope === namespace;
  const changes = told.changes.filter(
    (change) => isMeant(change.namespace) && !(namespace !== undefined && change.except.includes(namespace)),
  );
  const result: RbacDiff = {
    before,
    after,
    changes,
    ...(options.why === true ? { why: whyOf(changes, policies, old, fresh) } : {}),
    unresolved: unresolved.filter(({ binding }) => isMeant(binding.namespace)),
    complete: problems.length === 0 && unresolved.length === 0,
  };
  const code =
    problems.length > 0 || result.unresolved.length > 0
      ? exitCodes.incomplete
      : options.exitCode === true && result.changes.length > 0
        ? exitCodes.findings
        : exitCodes.clean;
  return { result, code };
}

export function rbacProblemsOf({ inventory, problems, textOf }: SideRead): Problem[] {
  return rbacProblems(inventory, problems, textOf);
}

/** What gives each right on the side that has it. */
function whyOf(
  changes: readonly PermissionChange[],
  policies: { readonly before: Policy; readonly after: Policy },
  old: SideRead,
  fresh: SideRead,
): RbacWhy {
  const grants = new Map(
    changes.map((change) => [change, grantsOfChange(change.change === 'gained' ? policies.after : policies.before, change)] as const),
  );
  const placesIn = ({ inventory, textOf }: SideRead, kind: PermissionChange['change']) =>
    grantPlaces(
      inventory,
      [...grants].flatMap(([{ change }, own]) => (change === kind ? own : [])),
      [],
      textOf,
    );
  const places = { gained: placesIn(fresh, 'gained'), lost: placesIn(old, 'lost') };
  return (change) => ({ grants: grants.get(change) ?? [], places: places[change.change] });
}

/** Files leave out what the API server binds by itself, so that beside a cluster it would seem to be new or gone. */
function withoutOwn(inventory: Inventory): Policy {
  const bindings = placedBindings(inventory).flatMap(({ binding }) =>
    binding.subjects.length > 0 && binding.subjects.every((subject) => isKubernetesOwn(binding, subject, inventory)) ? [] : binding,
  );
  return createPolicy([...rbacOf(inventory).roles.values()], bindings);
}

/** Where a side could not be read: no changes, so that nobody takes their absence for `the same`. */
export function rbacData({ result }: RbacCompared, before: string, after: string): object {
  return result === undefined ? { schema: 'rampart.dev/rbac-diff/v1', before, after, complete: false } : rbacDiffData(result);
}

export async function printRbac(result: RbacDiff, { format, quiet, verbose }: DiffOptions): Promise<void> {
  if (format === 'csv') await writeStdout(csvRbacDiff(result));
  else if (format === 'markdown') await writeStdout([markdownRbacDiff(result)]);
  else if (quiet !== true) await writeStdout([renderRbacDiff(result, stdoutPage(), verbose === true)]);
}
