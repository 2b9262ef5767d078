// SPDX-License-Identifier: Apache-2.0
// The lists of connections of np-guard's netpol-analyzer: every pair of workloads and ranges of IPv4 addresses, and what ingress
// controllers reach. It takes blocks for addresses outside only, pods of the host network for pods like others, and
// controllers for pods.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readPaths } from '../src/adapters/files/read-paths.ts';
import {
  type AddressRange,
  type Connections,
  connectionsOf,
  compile,
  edgesOf,
  everyIPv4,
  exposureOf,
  intersect,
  type Network,
  type Place,
  portProtocols,
  rangesOf,
  rangeText,
  sameConnections,
  unionOf,
} from '../src/engines/network/index.ts';
import type { KubernetesObject } from '../src/model/object.ts';
import { field, isArray, stringField } from '../src/model/json.ts';
import { workloadsOf } from '../src/model/workloads.ts';
import { resultOf, type Suite } from './suite.ts';

interface Case {
  readonly dir: string;
  /** Absent where upstream only asks that the input be analysed. */
  readonly connections?: readonly { readonly src: string; readonly dst: string; readonly conn: string }[];
}

export const npGuard: Suite = {
  name: 'np-guard',
  run: async (dataDir) => {
    const cases: readonly Case[] = JSON.parse(readFileSync(path.join(dataDir, 'connlist_cases.json'), 'utf8'));
    const results = [];
    for (const { dir, connections } of cases) results.push({ id: dir, passed: await holds(path.join(dataDir, dir), connections) });
    return resultOf('np-guard', results);
  },
};

async function holds(folder: string, expected: Case['connections']): Promise<boolean> {
  const { objects } = await readPaths([folder], { render: false });
  const network = compile({ objects, workloads: workloadsOf(objects) }, { blocksMatchPods: false, hostNetworkPods: 'pods' });
  const lines = [...linesBetween(network), ...linesFromControllers(network)].toSorted();
  if (expected === undefined) return network.problems.length === 0 && lines.length > 0;
  const theirs = expected.map(({ src, dst, conn }) => `${src} => ${dst} : ${conn}`).toSorted();
  return lines.length === theirs.length && lines.every((line, index) => line === theirs[index]);
}

/** Workloads by the names they have upstream; pods whose owner is not there are one workload. */
function linesBetween(network: Network): string[] {
  const lines = new Map<string, { readonly from: string; readonly to: string; allowed: Connections }>();
  const ranges = new Map<string, AddressRange[]>();
  for (const { from, to, verdict } of edgesOf(network)) {
    const allowed = onPorts(verdict.allowed);
    if (allowed.length === 0) continue;
    if (from.kind === 'workload' && to.kind === 'workload') {
      const [source, target] = [nameOf(from), nameOf(to)];
      const line = lines.get(`${source} ${target}`) ?? { from: source, to: target, allowed };
      lines.set(`${source} ${target}`, { ...line, allowed: unionOf([line.allowed, allowed]) });
      continue;
    }
    const outside = from.kind === 'addresses' ? from.ranges : to.kind === 'addresses' ? to.ranges : [];
    const key = from.kind === 'addresses' ? ` => ${nameOf(to)} : ${textOf(allowed)}` : `${nameOf(from)} => \n : ${textOf(allowed)}`;
    ranges.set(key, [...(ranges.get(key) ?? []), ...outside.filter(({ last }) => last <= everyIPv4.last)]);
  }
  const inside = [...lines.values()]
    .filter(({ from, to }) => from !== to)
    .map(({ from, to, allowed }) => `${from} => ${to} : ${textOf(allowed)}`);
  const outside = [...ranges].flatMap(([key, parts]) =>
    merged(parts).map((range) => (key.startsWith(' ') ? `${externalText(range)}${key}` : key.replace('\n', externalText(range)))),
  );
  return [...new Set([...inside, ...outside])];
}

function linesFromControllers(network: Network): string[] {
  const reached = new Map<string, Connections>();
  for (const { way, receiver, verdict } of exposureOf(network, 'pod')) {
    if (way.kind !== 'Ingress' && way.kind !== 'Route') continue;
    const name = ownerName(receiver.object);
    reached.set(name, unionOf([reached.get(name) ?? [], onPorts(verdict.allowed)]));
  }
  return [...reached]
    .filter(([, allowed]) => allowed.length > 0)
    .map(([name, allowed]) => `{ingress-controller} => ${name} : ${textOf(allowed)}`);
}

function nameOf(place: Place): string {
  return place.kind === 'workload' ? ownerName(place.workload.pods[0] ?? place.workload.object) : '';
}

function ownerName({ namespace, name, kind, body }: KubernetesObject): string {
  const references = field(field(body, 'metadata'), 'ownerReferences');
  const owner = isArray(references) ? references.find((reference) => field(reference, 'controller') === true) : undefined;
  const shown =
    owner === undefined || stringField(owner, 'kind') === 'Node'
      ? `${name}[${kind}]`
      : `${stringField(owner, 'name')}[${stringField(owner, 'kind')}]`;
  return `${namespace === '' ? 'default' : namespace}/${shown}`;
}

const ported = unionOf(portProtocols.map((protocol) => connectionsOf(protocol)));

function onPorts(set: Connections): Connections {
  return intersect(set, ported);
}

function textOf(set: Connections): string {
  if (sameConnections(set, ported)) return 'All Connections';
  const protocols = Map.groupBy(rangesOf(set), ({ protocol }) => protocol);
  return [...protocols]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([protocol, ranges]) => `${protocol} ${ranges.map(({ first, last }) => (first === last ? first : `${first}-${last}`)).join(',')}`)
    .join(',');
}

function merged(ranges: readonly AddressRange[]): AddressRange[] {
  const result: AddressRange[] = [];
  for (const range of ranges.toSorted((a, b) => (a.first < b.first ? -1 : 1))) {
    const end = result.at(-1);
    if (end !== undefined && end.last + 1n === range.first) result[result.length - 1] = { first: end.first, last: range.last };
    else result.push(range);
  }
  return result;
}

function externalText({ first, last }: AddressRange): string {
  const text = rangeText({ first, last });
  return `${text.includes('-') ? text : `${text}-${text}`}[External]`;
}
