// SPDX-License-Identifier: Apache-2.0
// Who runs pods: by creating them, or by writing what controllers make them of.
import { objectsNamed } from '../../model/inventory.ts';
import { powers } from '../../posture/facts/rbac-powers.ts';
import type { Rights, Use } from './right-edge.ts';
import type { Permission } from './rights.ts';
import type { World } from './world.ts';

/** PodTemplates alone run nothing. */
const all: readonly Permission[] = powers.createWorkloads.permissions.map(({ groups, resources, verbs }) => ({
  groups,
  resources: resources.filter((resource) => resource !== 'podtemplates'),
  verbs,
}));

/** One permission for each resource, since names are of objects of one kind. */
export const runPods: readonly Permission[] = all.flatMap(({ groups, resources, verbs }) =>
  resources.map((resource) => ({ groups, resources: [resource], verbs })),
);

const kinds: ReadonlyMap<string, string> = new Map([
  ['replicationcontrollers', 'ReplicationController'],
  ['deployments', 'Deployment'],
  ['daemonsets', 'DaemonSet'],
  ['statefulsets', 'StatefulSet'],
  ['replicasets', 'ReplicaSet'],
  ['jobs', 'Job'],
  ['cronjobs', 'CronJob'],
]);

export interface WayToRun {
  readonly use: Use;
  readonly how: string;
  readonly assumes: readonly string[];
}

/** Each way to run pods in a scope. A permission for one name needs an object of that name: files may leave it out, a cluster doesn't. */
export function waysToRun(rights: Rights, scope: string, world: World): WayToRun[] {
  const where = scope === '' ? '' : ` in ${scope}`;
  return runPods.flatMap((permission): WayToRun[] => {
    const names = rights.names(permission, scope);
    const [resource = ''] = permission.resources;
    if (names === undefined) return [];
    if (names === 'every')
      return [{ use: { permission, scope }, how: `may ${verbOf(resource)} ${kindsOf(resource)}${where}`, assumes: [] }];
    const named = (name: string, assumes: readonly string[] = []): WayToRun => ({
      use: { permission, scope, name },
      how: `may change ${kinds.get(resource) ?? resource} ${name}${where}`,
      assumes,
    });
    const told = [...names].filter((name) => isThere(resource, permission.groups, name, scope, world));
    if (told.length > 0 || world.inventory.cluster !== undefined) return told.map((name) => named(name));
    return [...names].map((name) => named(name, [`there is a ${kinds.get(resource) ?? resource} ${name}`]));
  });
}

function verbOf(resource: string): string {
  return resource === 'pods' ? 'create' : 'create or change';
}

function kindsOf(resource: string): string {
  return `${kinds.get(resource) ?? 'Pod'}s`;
}

function isThere(resource: string, groups: readonly string[], name: string, scope: string, { inventory, namespaces }: World): boolean {
  const kind = kinds.get(resource) ?? '';
  // Objects of files may leave out their namespace.
  const scopes = scope === '' ? [...namespaces, ''] : scope === 'default' ? ['default', ''] : [scope];
  return groups.some((group) => scopes.some((namespace) => objectsNamed(inventory, kind, group, namespace, name).length > 0));
}
