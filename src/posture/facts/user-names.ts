// SPDX-License-Identifier: Apache-2.0
// Users are names that authentication makes of certificates and tokens: persons and programs have them alike. Nothing in
// Kubernetes tells the two apart, but most programs say in their name what they are, or are in the inventory by that name.
import type { Inventory } from '../../model/inventory.ts';
import { isComponentName } from '../../model/components/component.ts';
import { perInventory } from './per-inventory.ts';

/** What programs are called after what they do, at either end of a name: `cluster-autoscaler`, `ci-deploy`. */
const trades: ReadonlySet<string> = new Set(
  (
    'agent apiserver autoscaler backup bot cd ci cloud collector controller cron deploy deployer detector driver exporter gateway ' +
    'installer job kube kubelet manager monitor monitoring node operator pipeline prober provisioner proxy robot runner scanner ' +
    'scheduler scraper server service svc syncer system watcher webhook worker'
  ).split(' '),
);

/** What roles are called after what they allow, and persons after what they are. */
const roleNames: ReadonlySet<string> = new Set(['admin', 'cluster-admin', 'edit', 'view']);

/** Whether a user that has `role` is a program and no person, as far as its name and the inventory say so. */
export function isProgram(user: string, role: string, inventory: Inventory): boolean {
  const name = user.toLowerCase();
  if (name.startsWith('system:') || name.startsWith('spiffe://') || isComponentName(name)) return true;
  // Accounts of clouds and of continuous integration: of Google, roles of AWS, GitHub's and GitLab's jobs.
  if (name.endsWith('.gserviceaccount.com') || /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(?:assumed-)?role\//.test(name)) return true;
  if (/(?:^|[:#/])(?:repo|project_path):/.test(name)) return true;
  if (name.includes('@')) return false;
  const words = name.split(/[-_.:/]/).filter((word) => word !== '');
  const [first, last] = [words[0] ?? '', words.at(-1) ?? ''];
  if (words.length > 1 && (trades.has(first) || trades.has(last))) return true;
  return (!roleNames.has(name) && role.toLowerCase().split(':').at(-1) === name) || programsIn(inventory).has(user);
}

/** What runs in the inventory, by the names of workloads and their containers. */
const programsIn = perInventory(
  ({ workloads }): ReadonlySet<string> =>
    new Set(workloads.flatMap(({ object, spec }) => [object.name, ...(spec.containers ?? []).flatMap(({ name }) => name ?? [])])),
);
