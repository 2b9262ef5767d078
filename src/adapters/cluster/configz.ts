// SPDX-License-Identifier: Apache-2.0
// The configuration that kubelets run with, flags and drop-ins merged in, as their /configz tells it through the API server.
import type { Gap } from '../../model/inventory.ts';
import { field, isObject, type JsonObject } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Problem } from '../../model/problem.ts';
import type { ClusterClient } from './client.ts';
import { ClusterFailure, oneLine } from './failure.ts';
import { inParallel } from './in-parallel.ts';
import { statusText } from './status.ts';

export interface ConfigzRead {
  readonly objects: readonly KubernetesObject[];
  readonly gaps: readonly Gap[];
  readonly problems: readonly Problem[];
}

const apiVersion = 'kubelet.config.k8s.io/v1beta1';
const kind = 'KubeletConfiguration';
/** Kubelets asked at the same time. */
const parallel = 6;
/** Milliseconds for one kubelet: it answers from memory. */
const defaultPatience = 10_000;
/** Refusals in a row after which nobody else is asked: a role that names nodes has few. */
const refusalsTaken = 3;
/** Nodes named before the rest is only counted. */
const named = 5;

type Answered = { readonly object: KubernetesObject } | { readonly refused: string } | { readonly failed: string } | undefined;

/** Asks each node's kubelet. Never rejects for what it answers: a node that is not seen is a gap, and a problem where that is no matter of permission. */
export async function readConfigz(
  client: ClusterClient,
  nodes: readonly string[],
  context: string,
  patience = defaultPatience,
): Promise<ConfigzRead> {
  let refusals = 0;
  let answers = 0;
  const results = await inParallel(nodes, parallel, async (node): Promise<Answered> => {
    if (answers === 0 && refusals >= refusalsTaken) return undefined;
    const result = await ask(client, node, context, patience);
    if (result !== undefined && 'refused' in result) refusals += 1;
    else answers += 1;
    return result;
  });
  const objects = results.flatMap((result) => (result !== undefined && 'object' in result ? result.object : []));
  const refused = nodes.filter((_, index) => results[index] === undefined || 'refused' in (results[index] ?? {}));
  const failures = nodes.flatMap((node, index) => {
    const result = results[index];
    return result !== undefined && 'failed' in result ? [{ node, reason: result.failed }] : [];
  });
  const whole = refused.length === nodes.length;
  return {
    objects,
    gaps: [
      ...(refused.length === 0
        ? []
        : [
            gapOf(context, {
              need: 'permission to get',
              resource: 'nodes/proxy',
              where: whole ? 'in the whole cluster' : `of ${list(refused)}`,
            }),
          ]),
      ...(failures.length === 0
        ? []
        : [
            gapOf(context, {
              need: 'the configuration that the kubelet tells of',
              resource: list(failures.map(({ node }) => node)),
              where: '',
            }),
          ]),
    ],
    problems: [...Map.groupBy(failures, ({ reason }) => reason)].map(([reason, alike]) => ({
      code: 'unreachable',
      source: `cluster ${context}`,
      reason: `the kubelet of ${list(alike.map(({ node }) => node))} does not tell its configuration: ${reason}`,
    })),
  };
}

async function ask(client: ClusterClient, node: string, context: string, patience: number): Promise<Answered> {
  try {
    const answer = await client.getOnce(`/api/v1/nodes/${encodeURIComponent(node)}/proxy/configz`, patience);
    if (answer.status === 403) return { refused: oneLine(statusText(answer)) };
    const configuration = field(answer.body, 'kubeletconfig');
    if (answer.status !== 200) return { failed: alike(oneLine(`${answer.status} ${statusText(answer)}`)) };
    return isObject(configuration) ? { object: objectOf(node, configuration, context) } : { failed: 'its answer has no kubeletconfig' };
  } catch (error) {
    if (!(error instanceof ClusterFailure)) throw error;
    if (error.code === 'interrupted') return undefined;
    return { failed: error.message };
  }
}

/** Without the address, so that the same of many nodes is told once. */
function alike(reason: string): string {
  return reason.replace(/\b(dial tcp) [^ ]{1,100}: /, '$1: ');
}

function objectOf(name: string, configuration: JsonObject, context: string): KubernetesObject {
  // Its values may be credentials.
  const { staticPodURLHeader: _, ...rest } = configuration;
  return {
    apiVersion,
    kind,
    namespace: '',
    name,
    labels: {},
    annotations: {},
    body: { ...rest, apiVersion, kind, metadata: { name } },
    origin: { kind: 'cluster', context, resourceVersion: '' },
  };
}

/** The gap that every kubelet is where the nodes themselves could not be listed. */
export function unlistedNodes(context: string): Gap {
  return gapOf(context, { need: 'permission to list', resource: 'nodes', where: 'in the whole cluster' });
}

function gapOf(context: string, what: Pick<Gap, 'need' | 'resource' | 'where'>): Gap {
  const origin = { kind: 'cluster', context, resourceVersion: '' } as const;
  return { apiVersion, kind, namespace: '', origin, reason: 'the cluster does not show the configuration of all kubelets', ...what };
}

function list(nodes: readonly string[]): string {
  const told = nodes.slice(0, named).join(', ');
  return nodes.length > named ? `${told} and ${nodes.length - named} more` : told;
}
