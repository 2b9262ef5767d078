// SPDX-License-Identifier: Apache-2.0
import type { Gap, InventorySource } from '../../model/inventory.ts';
import { stringField } from '../../model/json.ts';
import { groupOf, type KubernetesObject } from '../../model/object.ts';
import type { Problem } from '../../model/problem.ts';
import { type KubernetesVersion, parseVersion } from '../../model/version.ts';
import { type ClusterClient, connect, type Patience } from './client.ts';
import { readConfigz, unlistedNodes } from './configz.ts';
import { discover, type Discovered, type Resource, type SilentApi } from './discovery.ts';
import { ClusterFailure, oneLine, problemOf } from './failure.ts';
import { listAll, type Listed, type ListOptions } from './list.ts';
import { inParallel } from './in-parallel.ts';
import { liveObject } from './live-object.ts';
import { Sharing } from './sharing.ts';
import { settingsOf, type Target } from './settings.ts';
import { statusText } from './status.ts';

export interface ClusterOptions extends Target {
  /** Reads this namespace, and of what has no namespace all that may bear on it. */
  readonly namespace?: string;
  /** What to read, as checks name kinds: `Pod`, `Role.rbac.authorization.k8s.io`. */
  readonly kinds: ReadonlySet<string>;
  /** Asks every kubelet for its configuration, too. */
  readonly configz?: boolean;
  /** Milliseconds that one kubelet is waited for. */
  readonly kubeletPatience?: number;
  /** Ends the reading: what was read until then is returned, with the problem `interrupted`. */
  readonly signal?: AbortSignal;
  /** Told now and then how many objects were read. */
  readonly onProgress?: (objects: number) => void;
  readonly patience?: Partial<Patience>;
  readonly pageSize?: number;
}

export interface ClusterRead extends InventorySource {
  readonly gaps: readonly Gap[];
  /** The server's; undefined where it could not be asked. */
  readonly version?: KubernetesVersion;
}

/** Objects of one page: enough to make many small ones quick, few enough for pods of 20 kB. */
const defaultPageSize = 500;
/** Lists that run at the same time, so that an API server has room for others. */
const parallelLists = 6;

/**
 * Reads a live cluster, of Secrets and ConfigMaps the metadata only. Never rejects for what a cluster or kubeconfig has wrong: where
 * nothing can be read that is a problem, where a kind may not be listed it is a gap, where its list broke off it is both.
 */
export async function readCluster(options: ClusterOptions): Promise<ClusterRead> {
  let { context } = options;
  let client: ClusterClient | undefined;
  try {
    const settings = settingsOf(options);
    context = settings.context;
    client = await connect(settings, options.signal, options.patience);
    const version = await serverVersion(client);
    const discovered = await discover(client, options.kinds);
    const read = await readResources(client, discovered, context, options);
    const whole = options.configz === true ? await withKubelets(client, read, context, options) : read;
    return { ...whole, cluster: context, version, ...scopeOf(options) };
  } catch (error) {
    return {
      objects: [],
      problems: [problemOf(error, context === undefined ? 'cluster' : `cluster ${context}`)],
      passedOver: 0,
      gaps: [],
      ...named(context),
      ...scopeOf(options),
    };
  } finally {
    client?.close();
  }
}

function named(context: string | undefined): { readonly cluster?: string } {
  return context === undefined ? {} : { cluster: context };
}

function scopeOf({ namespace }: ClusterOptions): { readonly scope?: string } {
  return namespace === undefined ? {} : { scope: namespace };
}

async function serverVersion(client: ClusterClient): Promise<KubernetesVersion> {
  const answer = await client.get('/version');
  const version = parseVersion(stringField(answer.body, 'gitVersion') ?? '');
  if (answer.status !== 200 || version === undefined) {
    throw new ClusterFailure('unreachable', `the API server does not tell its version: ${oneLine(statusText(answer))}`);
  }
  return version;
}

async function readResources(
  client: ClusterClient,
  { resources, silent }: Discovered,
  context: string,
  { namespace, pageSize = defaultPageSize, onProgress }: ClusterOptions,
): Promise<Resources> {
  const source = `cluster ${context}`;
  const sharing = new Sharing();
  let count = 0;
  const onPage = (objects: number) => onProgress?.((count += objects));
  const lists = await inParallel(resources, parallelLists, async (resource) =>
    resource.kind === 'Namespace' && resource.apiVersion === 'v1' && namespace !== undefined
      ? await readNamespace(client, resource, namespace, { context, sharing })
      : await listAll(client, resource, { context, sharing, pageSize, onPage, ...(namespace === undefined ? {} : { namespace }) }),
  );
  const objects: KubernetesObject[] = [];
  const gaps: Gap[] = [];
  const problems: Problem[] = [];
  const told = new Set<unknown>();
  for (const api of silent) {
    gaps.push(...gapsOf(api, context));
    if (!told.has(api.failure)) problems.push(problemOf(api.failure, source));
    told.add(api.failure);
  }
  for (const [index, { objects: found, end }] of lists.entries()) {
    const resource = resources[index];
    for (const object of found) objects.push(object);
    if (end === undefined || resource === undefined) continue;
    gaps.push(gapOf(resource, end, namespace, context));
    if (end.kind === 'forbidden' || told.has(end.error)) continue;
    // What ended several lists is told once.
    if (end.error !== undefined) told.add(end.error);
    const reason = `${resource.name} could not be listed${found.length === 0 ? '' : ` beyond the first ${found.length}`}: ${end.reason}`;
    problems.push(end.error === undefined ? { code: 'list-failed', source, reason } : problemOf(end.error, source));
  }
  return { objects, problems, passedOver: 0, gaps };
}

type Resources = Pick<ClusterRead, 'objects' | 'problems' | 'passedOver' | 'gaps'>;

async function withKubelets(client: ClusterClient, read: Resources, context: string, options: ClusterOptions): Promise<Resources> {
  const nodes = read.objects.flatMap(({ kind, apiVersion, name }) => (kind === 'Node' && apiVersion === 'v1' ? name : []));
  const unlisted = read.gaps.some(({ kind, apiVersion }) => kind === 'Node' && apiVersion === 'v1') ? [unlistedNodes(context)] : [];
  const kubelets = await readConfigz(client, nodes, context, options.kubeletPatience);
  return {
    ...read,
    objects: [...read.objects, ...kubelets.objects],
    problems: [...read.problems, ...kubelets.problems],
    gaps: [...read.gaps, ...unlisted, ...kubelets.gaps],
  };
}

/** The Namespace itself, for which a role of that namespace is enough. */
async function readNamespace(
  client: ClusterClient,
  resource: Resource,
  name: string,
  { context, sharing }: Pick<ListOptions, 'context' | 'sharing'>,
): Promise<Listed> {
  try {
    const answer = await client.get(`/api/v1/namespaces/${encodeURIComponent(name)}`);
    if (answer.status === 403) return { objects: [], end: { kind: 'forbidden', reason: oneLine(statusText(answer)) } };
    const object = answer.status === 200 ? liveObject(answer.body, resource, context, sharing) : undefined;
    if (object !== undefined) return { objects: [object] };
    const reason = answer.status === 404 ? `there is no namespace ${name}` : oneLine(statusText(answer));
    return { objects: [], end: { kind: 'failed', reason, error: new ClusterFailure('not-found', reason) } };
  } catch (error) {
    if (!(error instanceof ClusterFailure)) throw error;
    return { objects: [], end: { kind: 'failed', reason: error.message, error } };
  }
}

function gapOf(resource: Resource, end: NonNullable<Listed['end']>, namespace: string | undefined, context: string): Gap {
  const { apiVersion, kind, name, namespaced } = resource;
  const group = groupOf(apiVersion);
  const single = kind === 'Namespace' && namespace !== undefined;
  const within = namespaced ? namespace : undefined;
  const forbidden = end.kind === 'forbidden';
  return {
    apiVersion,
    kind,
    namespace: (single ? namespace : within) ?? '',
    origin: { kind: 'cluster', context, resourceVersion: '' },
    reason: forbidden ? 'the cluster does not show all that this depends on' : 'a list of the cluster broke off',
    need: forbidden ? `permission to ${single ? 'get' : 'list'}` : 'a complete list of',
    resource: single ? `namespaces ${namespace}` : group === '' ? name : `${name}.${group}`,
    where: single ? '' : within === undefined ? 'in the whole cluster' : `in namespace ${within}`,
  };
}

function gapsOf({ apiVersion, kinds }: SilentApi, context: string): Gap[] {
  return kinds.map((kind) => ({
    apiVersion,
    kind,
    namespace: '',
    origin: { kind: 'cluster', context, resourceVersion: '' },
    reason: 'an API of the cluster does not answer',
    need: 'an answer with',
    resource: kind,
    where: `of the API ${apiVersion}`,
  }));
}
