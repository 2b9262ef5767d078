// SPDX-License-Identifier: Apache-2.0
// Flow logs of networks: the lines of AWS (version 2, or the fields that a header names) and the JSON of Google Cloud. Both record
// either direction of a connection on its own. Fields after https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html and
// https://cloud.google.com/vpc/docs/about-flow-logs-records, what firewall rules denied after
// https://cloud.google.com/firewall/docs/firewall-rules-logging.
import { field, type Json, stringField } from '../json.ts';
import { isAsking, knownOf, meantBy } from './ends.ts';
import { type Flow, type FlowEnd, type FlowLine, flowPort, flowProtocol, flowTime } from './flow.ts';

/** The fields of AWS' version 2, which has no header. */
export const awsFields: readonly string[] =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status'.split(' ');

/** The fields that a line names, where it is the header of such a log. */
export function awsHeader(line: string): readonly string[] | undefined {
  // A format as it was ordered has its fields in `${…}`.
  const names = line
    .trim()
    .split(/\s+/)
    .map((name) => name.replace(/^\$\{(.*)\}$/, '$1'));
  const has = (...alternatives: readonly string[]) => alternatives.some((name) => names.includes(name));
  return has('srcaddr', 'pkt-srcaddr') && has('dstaddr', 'pkt-dstaddr') && has('dstport') ? names : undefined;
}

/** Whether a line is one of version 2, which begins with it. */
export function isAws(line: string): boolean {
  const fields = line.trim().split(/\s+/);
  return fields[0] === '2' && fields.length === awsFields.length;
}

export function awsFlow(line: string, names: readonly string[]): FlowLine {
  const values = line.trim().split(/\s+/);
  if (values.length !== names.length) return { broken: `it has ${values.length} fields and should have ${names.length}` };
  const of = (...alternatives: readonly string[]) =>
    alternatives.map((name) => values[names.indexOf(name)]).find((value) => value !== undefined && value !== '-');
  // NODATA and SKIPDATA.
  if (!/^(?:OK)?$/.test(of('log-status') ?? '')) return 'nothing';
  const flags = Number(of('tcp-flags') ?? 0);
  return directed({
    // What the packet was sent to, rather than the interface it passed.
    source: knownOf({ address: of('pkt-srcaddr', 'srcaddr') }),
    destination: knownOf({ address: of('pkt-dstaddr', 'dstaddr') }),
    sourcePort: of('srcport'),
    port: of('dstport'),
    protocol: of('protocol'),
    denied: of('action') === 'REJECT',
    first: of('start'),
    last: of('end'),
    count: of('packets'),
    ...((flags & 2) === 0 ? {} : { asking: (flags & 16) === 0 }),
    seenAt: meantBy({ egress: 'source', ingress: 'destination' } as const, of('flow-direction')),
  });
}

/** Whether a record is one of Google Cloud's. */
export function isGoogle(record: Json): boolean {
  return field(field(field(record, 'jsonPayload') ?? record, 'connection'), 'src_ip') !== undefined;
}

export function googleFlow(record: Json): FlowLine {
  const payload = field(record, 'jsonPayload') ?? record;
  const connection = field(payload, 'connection');
  const end = (side: 'src' | 'dest'): FlowEnd => {
    const pod = field(field(payload, `${side}_gke_details`), 'pod');
    return knownOf({
      namespace: stringField(pod, 'pod_namespace'),
      pod: stringField(pod, 'pod_name'),
      workload: stringField(field(pod, 'pod_workload'), 'workload_name'),
      address: stringField(connection, `${side}_ip`),
    });
  };
  return directed({
    source: end('src'),
    destination: end('dest'),
    sourcePort: field(connection, 'src_port'),
    port: field(connection, 'dest_port'),
    protocol: field(connection, 'protocol'),
    denied: /^DENIED$/i.test(stringField(payload, 'disposition') ?? ''),
    first: field(payload, 'start_time'),
    last: field(payload, 'end_time'),
    count: field(payload, 'packets_sent'),
    // SRC_GATEWAY and DEST_GATEWAY are on the way.
    seenAt: meantBy({ SRC: 'source', DEST: 'destination' } as const, stringField(payload, 'reporter')),
  });
}

interface Packets {
  readonly source: FlowEnd;
  readonly destination: FlowEnd;
  readonly sourcePort: unknown;
  readonly port: unknown;
  readonly protocol: unknown;
  readonly denied: boolean;
  readonly first: unknown;
  readonly last: unknown;
  readonly count: unknown;
  /** Whether they go from the end that asks; the ports tell where it is left out. */
  readonly asking?: boolean;
  /** Which end recorded them. */
  readonly seenAt: Flow['seenAt'] | undefined;
}

/** The flow of packets in one direction; answers are nothing new. */
function directed({
  source,
  destination,
  sourcePort,
  port: to,
  protocol: spelt,
  denied,
  first,
  last,
  count,
  asking,
  seenAt,
}: Packets): FlowLine {
  const protocol = flowProtocol(typeof spelt === 'number' || typeof spelt === 'string' ? spelt : undefined);
  if (protocol === undefined) return 'nothing';
  if (source.address === undefined || destination.address === undefined) return { broken: 'it names no addresses' };
  const port = flowPort(to);
  if (protocol !== 'ICMP') {
    if (port === undefined) return { broken: 'its destination port is none' };
    if (asking === false || (asking === undefined && !isAsking(flowPort(sourcePort), port))) return 'nothing';
  }
  const [begun, ended] = [flowTime(first), flowTime(last ?? first)];
  return {
    source,
    destination,
    protocol,
    ...(protocol === 'ICMP' || port === undefined ? {} : { port }),
    verdict: denied ? 'denied' : 'allowed',
    ...(begun === undefined ? {} : { first: begun }),
    ...(ended === undefined ? {} : { last: ended }),
    count: Math.max(1, Number(count) || 1),
    ...(seenAt === undefined ? {} : { seenAt }),
  };
}
