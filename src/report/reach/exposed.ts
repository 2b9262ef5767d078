// SPDX-License-Identifier: Apache-2.0
// What the outside reaches: by which ways, and what policies say of it.
import { connectionsText, type Exposure, type Network } from '../../engines/network/index.ts';
import { displayName } from '../../model/object.ts';
import type { Listed } from '../../proof/reach/lists.ts';
import { podCounts, sideNames } from '../../proof/reach/sides.ts';
import { csvLine } from '../csv.ts';
import type { TextOf } from '../places.ts';
import { columns, count, padEnd, type Page, printable, wrap } from '../style.ts';
import { groupLines } from './list-table.ts';
import { textOrNull } from './reach-data.ts';
import { quoteRule } from './rule-quote.ts';
import { type Standing, standingLines } from './standing.ts';

export interface Exposed {
  readonly network: Network;
  readonly exposures: readonly Exposure[];
  /** Workloads that policies let addresses of the internet connect to. */
  readonly direct: readonly Listed[];
  readonly isVerbose: boolean;
}

type Answer = 'open' | 'perhaps' | 'closed';

interface Way {
  readonly name: string;
  readonly place: string;
  readonly receivers: readonly Receiver[];
}

interface Receiver {
  readonly name: string;
  readonly answer: Answer;
  readonly connections: string;
}

const most = { ways: 60, receivers: 8, hosts: 12 };

export function renderExposed(exposed: Exposed, standing: Standing, textOf: TextOf, page: Page): string {
  const { ink, width } = page;
  const ways = waysOf(exposed, textOf);
  const told = exposed.isVerbose ? ways : ways.slice(0, most.ways);
  const hosts = hostNames(exposed.network);
  const listedHosts = exposed.isVerbose ? hosts : hosts.slice(0, most.hosts);
  return [
    ink.bold(`Ways in: ${ways.length === 0 ? 'nothing in the input publishes a pod' : count(ways.length, 'way')}`),
    ...told.flatMap((way) => ['', ...wayLines(way, page)]),
    ...(ways.length > told.length ? ['', ink.dim(`… and ${count(ways.length - told.length, 'more way')} (-v lists all)`)] : []),
    ...(hosts.length === 0
      ? []
      : [
          '',
          ink.bold('On the network of their nodes, where no policy of pods protects them'),
          ...wrap(printable(listedHosts.join(', ')), width - 2).map((line) => `  ${line}`),
          ...(hosts.length > listedHosts.length
            ? [ink.dim(`  … and ${(hosts.length - listedHosts.length).toLocaleString('en-US')} more`)]
            : []),
        ]),
    '',
    ...wrap(directTitle(exposed), width).map((line) => ink.bold(line)),
    ...groupLines(exposed.direct, page, exposed.isVerbose),
    ...standingLines(standing, page),
    '',
  ].join('\n');
}

function directTitle({ direct }: Exposed): string {
  return direct.length === 0
    ? 'Policies let no address of the internet connect to a pod.'
    : 'Policies let addresses of the internet connect to these, should the network take them there:';
}

function wayLines({ name, place, receivers }: Way, page: Page): string[] {
  const { ink, width } = page;
  const told = receivers.slice(0, most.receivers);
  const lead = Math.min(Math.max(...told.map((receiver) => columns(printable(receiver.name)))), Math.max(20, width - 34));
  return [
    ...(columns(printable(name)) + columns(printable(place)) + 4 <= width
      ? [`  ${ink.bold(printable(name))}  ${ink.dim(printable(place))}`]
      : [`  ${ink.bold(printable(name))}`, `    ${ink.dim(printable(place))}`]),
    ...told.flatMap((receiver) => {
      const paint = { open: ink.red, perhaps: ink.magenta, closed: ink.green }[receiver.answer];
      return [`    ${paint(padEnd(receiver.answer, 7))}  ${padEnd(printable(receiver.name), lead)}  ${receiver.connections}`];
    }),
    ...(receivers.length > told.length ? [ink.dim(`    … and ${count(receivers.length - told.length, 'more workload')}`)] : []),
  ];
}

/** What a way says of a workload whose pods are all alike, of some of its pods, or of one. */
interface Told {
  readonly way: Exposure['way'];
  readonly name: string;
  readonly verdict: Exposure['verdict'];
  readonly doubts: readonly string[];
}

function toldOf({ network, exposures }: Exposed): Told[] {
  const counts = podCounts(network);
  const alike = Map.groupBy(exposures, (exposure) => {
    const { allowed, denied, unknown } = exposure.verdict;
    return [wayKey(exposure), allowed.join(), denied.join(), unknown.join(), ...exposure.doubts].join('\n');
  });
  return [...alike.values()].flatMap((group): Told[] => {
    const [first] = group;
    if (first === undefined) return [];
    const members = [...new Set(group.map(({ receiver }) => receiver))];
    return sideNames([{ members, ranges: [], asked: undefined }], counts).map((name) => ({ ...first, name }));
  });
}

function wayKey({ way }: Pick<Exposure, 'way'>): string {
  return JSON.stringify([displayName(way.object), way.kind, way.service, way.port ?? null]);
}

function waysOf(exposed: Exposed, textOf: TextOf): Way[] {
  const groups = Map.groupBy(toldOf(exposed), wayKey);
  return [...groups.values()].flatMap((group): Way[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { kind, object, pointer, service } = first.way;
    const by = kind === object.kind ? '' : ` (${kind})`;
    const to = service === undefined || object.kind === 'Service' ? '' : ` → Service/${service.namespace}/${service.name}`;
    const receivers = new Map(group.map((one) => [`${one.name} ${answerOf(one)}`, receiverOf(one)]));
    return [
      { name: `${displayName(object)}${by}${to}`, place: quoteRule(object, pointer, textOf).place, receivers: [...receivers.values()] },
    ];
  });
}

function receiverOf(told: Told): Receiver {
  const { name, verdict } = told;
  const answer = answerOf(told);
  const connections = { open: verdict.allowed, perhaps: verdict.unknown, closed: verdict.denied }[answer];
  return { name, answer, connections: connectionsText(connections) };
}

function answerOf({ verdict: { allowed, unknown } }: Pick<Exposure, 'verdict'>): Answer {
  return allowed.length > 0 ? 'open' : unknown.length > 0 ? 'perhaps' : 'closed';
}

function hostNames({ endpoints }: Network): string[] {
  return [
    ...new Set(
      endpoints.flatMap((endpoint) =>
        endpoint.kind === 'host' && endpoint.workload !== undefined ? displayName(endpoint.workload.object) : [],
      ),
    ),
  ];
}

export function exposedData(exposed: Exposed, standing: Standing, textOf: TextOf): object {
  return {
    schema: 'rampart.dev/reach-exposed/v1',
    ...standing,
    ways: toldOf(exposed).map(({ way, name, verdict, doubts }) => {
      const { source, line } = quoteRule(way.object, way.pointer, textOf);
      return {
        kind: way.kind,
        object: displayName(way.object),
        source,
        line: line ?? null,
        service: way.service === undefined ? null : `${way.service.namespace}/${way.service.name}`,
        receiver: name,
        allowed: textOrNull(verdict.allowed),
        denied: textOrNull(verdict.denied),
        unknown: textOrNull(verdict.unknown),
        doubts,
      };
    }),
    hostNetwork: hostNames(exposed.network),
    direct: exposed.direct.map(({ name, allowed, unknown }) => ({ name, allowed: textOrNull(allowed), unknown: textOrNull(unknown) })),
  };
}

export function* exposedCsv(exposed: Exposed): Generator<string> {
  yield csvLine(['way', 'object', 'service', 'receiver', 'answer', 'connections']);
  for (const told of toldOf(exposed)) {
    const { way } = told;
    const { name, answer, connections } = receiverOf(told);
    const service = way.service === undefined ? '' : `${way.service.namespace}/${way.service.name}`;
    yield csvLine([way.kind, displayName(way.object), service, name, answer, connections]);
  }
}
