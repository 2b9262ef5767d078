// SPDX-License-Identifier: Apache-2.0
// Everybody against everybody: workloads, or whole namespaces where there are too many of them, and the internet.
import { all, type Connections, edgesOf, namespaceOf, type Network, type Place, sameConnections } from '../../engines/network/index.ts';
import { findAddresses } from './find-addresses.ts';
import { placeName, placeNamespace, placeOfSides, workloadPlaces } from './places.ts';
import { sidesOf } from './sides.ts';

export interface MatrixNode {
  /** Unique: `Deployment/shop/web`, `namespace shop`, `the internet`. */
  readonly name: string;
  /** Without the namespace. */
  readonly short: string;
  /** '' for the internet. */
  readonly namespace: string;
  readonly place: Place;
}

export interface MatrixEdge {
  readonly from: number;
  readonly to: number;
  readonly allowed: Connections;
  readonly unknown: Connections;
  readonly uneven: boolean;
}

export interface Matrix {
  readonly network: Network;
  /** By namespace and name, the internet last. */
  readonly nodes: readonly MatrixNode[];
  readonly level: 'workload' | 'namespace';
  /** How many workloads it is about. */
  readonly workloads: number;
}

/** What a reader sees of an edge at a glance. */
export type Shade = 'all' | 'some' | 'unknown' | 'none';

export function shadeOf({ allowed, unknown, uneven }: Pick<MatrixEdge, 'allowed' | 'unknown' | 'uneven'>): Shade {
  if (allowed.length > 0) return sameConnections(allowed, all) && !uneven ? 'all' : 'some';
  return unknown.length > 0 ? 'unknown' : 'none';
}

/** Beyond `mostNodes` workloads a node is a namespace. */
export function matrixOf(network: Network, namespace: string | undefined, mostNodes: number): Matrix {
  const workloads = workloadPlaces(network, namespace);
  const isSmall = workloads.length <= mostNodes;
  const nodes = isSmall
    ? workloads.map((place): MatrixNode => {
        const { kind, name } = place.workload.object;
        return { name: placeName(place), short: `${kind}/${name}`, namespace: placeNamespace(place), place };
      })
    : namespaceNodes(network, namespace);
  return {
    network,
    nodes: [...shortened(nodes), ...internetNode(network)],
    level: isSmall ? 'workload' : 'namespace',
    workloads: workloads.length,
  };
}

/** Names without their kind, where that leaves no two alike in a namespace. */
function shortened(nodes: readonly MatrixNode[]): MatrixNode[] {
  const plain = ({ short }: MatrixNode) => short.slice(short.indexOf('/') + 1);
  const groups = Map.groupBy(nodes, (node) => `${node.namespace}/${plain(node)}`);
  return nodes.map((node) => ((groups.get(`${node.namespace}/${plain(node)}`)?.length ?? 0) > 1 ? node : { ...node, short: plain(node) }));
}

function namespaceNodes(network: Network, only: string | undefined): MatrixNode[] {
  const groups = Map.groupBy(
    network.endpoints.filter(({ kind, namespace }) => kind !== 'node' && (only === undefined || namespace === only)),
    ({ workload, namespace }) => (workload === undefined ? namespace : namespaceOf(workload.object)),
  );
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([namespace, endpoints]) => {
      const subject = { name: namespace, meant: { kind: 'namespace' as const, namespace }, endpoints, ranges: [], notes: [] };
      const place = placeOfSides(
        network,
        sidesOf(network, subject, false, () => all),
      );
      return place === undefined ? [] : [{ name: `namespace ${namespace}`, short: namespace, namespace, place }];
    });
}

function internetNode(network: Network): MatrixNode[] {
  const subject = findAddresses(network, 'internet');
  const place =
    subject &&
    placeOfSides(
      network,
      sidesOf(network, subject, false, () => all),
    );
  return place === undefined ? [] : [{ name: 'the internet', short: 'internet', namespace: '', place }];
}

/** Every pair whose edge is there, a sender after the other; what is denied has no edge. */
export function* matrixEdges({ network, nodes }: Matrix): Generator<MatrixEdge> {
  const indices = new Map(nodes.map(({ place }, index) => [place, index]));
  const places = nodes.map(({ place }) => place);
  for (const { from, to, verdict, uneven } of edgesOf(network, places, places)) {
    const { allowed, unknown } = verdict;
    if (allowed.length === 0 && unknown.length === 0) continue;
    yield { from: indices.get(from) ?? 0, to: indices.get(to) ?? 0, allowed, unknown, uneven };
  }
}
