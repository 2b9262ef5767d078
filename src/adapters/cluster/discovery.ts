// SPDX-License-Identifier: Apache-2.0
// Which of the kinds that are wanted the cluster serves, and where.
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import type { ClusterClient } from './client.ts';
import { ClusterFailure } from './failure.ts';
import { statusText } from './status.ts';

/** A kind as the cluster serves it. */
export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  /** The plural, as RBAC names it. */
  readonly name: string;
  readonly namespaced: boolean;
}

export interface Discovered {
  readonly resources: readonly Resource[];
  /** APIs that the cluster names and that do not answer, and what was wanted of them. */
  readonly silent: readonly SilentApi[];
}

export interface SilentApi {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  readonly failure: ClusterFailure;
}

/** The wanted kinds (`Pod`, `Role.rbac.authorization.k8s.io`, `*.GROUP` for all of a group) that can be listed, each in the version that its group prefers. */
export async function discover(client: ClusterClient, wanted: ReadonlySet<string>): Promise<Discovered> {
  const byGroup = Map.groupBy(wanted, groupOfKind);
  const versions = await servedVersions(client);
  // Some products serve one kind twice: as they store it, and by an API server of their own. It is read once.
  const isStoredForm = (group: string) => group.startsWith('crd.') && versions.has(group.slice('crd.'.length));
  const asked = [...byGroup].filter(([group]) => !isStoredForm(group));
  const found = await Promise.all(asked.map(async ([group, kinds]) => discoverGroup(client, group, kinds, versions.get(group) ?? [])));
  return { resources: found.flatMap(({ resources }) => resources), silent: found.flatMap(({ silent }) => silent) };
}

async function discoverGroup(
  client: ClusterClient,
  group: string,
  kinds: readonly string[],
  versions: readonly string[],
): Promise<Discovered> {
  const resources: Resource[] = [];
  const silent: SilentApi[] = [];
  // Where the preferred version lacks a kind, an older one may have it.
  for (const apiVersion of versions) {
    const found = new Set(resources.map(({ kind }) => kindName(kind, group)));
    const missing = kinds.filter((kind) => !found.has(kind));
    if (missing.length === 0) break;
    const isMissing = (kind: string) => !found.has(kind) && (kinds.includes(kind) || kinds.includes(`*.${group}`));
    try {
      const served = await resourcesOf(client, group, apiVersion);
      resources.push(...served.filter(({ kind }) => isMissing(kindName(kind, group))));
    } catch (error) {
      if (!(error instanceof ClusterFailure)) throw error;
      silent.push({ apiVersion, kinds: missing.map((kind) => kind.split('.')[0] ?? kind), failure: error });
    }
  }
  // What another version of the API serves is not missing.
  const served = new Set(resources.map(({ kind }) => kind));
  return { resources, silent: silent.filter(({ kinds: wanted }) => wanted.some((kind) => !served.has(kind))) };
}

function groupOfKind(kind: string): string {
  const dot = kind.indexOf('.');
  return dot < 0 ? '' : kind.slice(dot + 1);
}

function kindName(kind: string, group: string): string {
  return group === '' ? kind : `${kind}.${group}`;
}

/** The apiVersions of every group, the preferred one first. */
async function servedVersions(client: ClusterClient): Promise<Map<string, string[]>> {
  const { status, body } = await client.get('/apis');
  if (status !== 200)
    throw new ClusterFailure(
      status === 403 ? 'forbidden' : 'unreachable',
      `the API groups cannot be listed: ${statusText({ status, body })}`,
    );
  const versions = new Map<string, string[]>([['', ['v1']]]);
  for (const group of itemsOf(field(body, 'groups'))) {
    const preferred = stringField(field(group, 'preferredVersion'), 'groupVersion');
    const all = itemsOf(field(group, 'versions')).flatMap((version) => stringField(version, 'groupVersion') ?? []);
    versions.set(stringField(group, 'name') ?? '', [...new Set([...(preferred === undefined ? [] : [preferred]), ...all])]);
  }
  return versions;
}

async function resourcesOf(client: ClusterClient, group: string, apiVersion: string): Promise<Resource[]> {
  const { status, body } = await client.get(group === '' ? '/api/v1' : `/apis/${apiVersion}`);
  if (status === 404) return [];
  // An aggregated API whose server is down is named all the same.
  if (status !== 200) throw new ClusterFailure('list-failed', `the API ${apiVersion} does not answer: ${statusText({ status, body })}`);
  return itemsOf(field(body, 'resources')).flatMap((resource) => {
    const [name = '', kind = ''] = ['name', 'kind'].map((key) => stringField(resource, key));
    if (name.includes('/') || !itemsOf(field(resource, 'verbs')).includes('list')) return [];
    return [{ apiVersion, kind, name, namespaced: field(resource, 'namespaced') === true }];
  });
}

function itemsOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}
