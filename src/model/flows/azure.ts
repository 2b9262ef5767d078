// SPDX-License-Identifier: Apache-2.0
// Flow logs of Azure: of network security groups (versions 1 and 2) and of virtual networks, as Network Watcher writes them into a
// storage account, a record for each interface and minute. Fields after
// https://learn.microsoft.com/azure/network-watcher/nsg-flow-logs-overview#log-format and
// https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview#log-format. Sources are who opened the connection: Azure
// keeps state, and answers are in the same tuple.
import { field, isArray, type Json } from '../json.ts';
import { isAddress, meantBy } from './ends.ts';
import { type FlowLine, flowPort, flowProtocol, flowTime } from './flow.ts';

/** Whether a record is one of Azure's, of either kind. */
export function isAzure(record: Json): boolean {
  return isArray(groupsOf(record)) || isArray(field(field(record, 'flowRecords'), 'flows'));
}

/** `properties.flows[].flows[].flowTuples`, or `flowRecords.flows[].flowGroups[].flowTuples`; a tuple that is none is broken. */
export function azureFlows(record: Json): readonly FlowLine[] {
  const groups = groupsOf(record);
  if (isArray(groups)) return tuplesIn(groups, 'flows', groupTuple);
  return tuplesIn(field(field(record, 'flowRecords'), 'flows'), 'flowGroups', networkTuple);
}

/** Of a network security group. */
function groupsOf(record: Json): Json | undefined {
  return field(field(record, 'properties'), 'flows');
}

function tuplesIn(outer: Json | undefined, inner: string, read: (values: readonly string[]) => FlowLine): readonly FlowLine[] {
  return listOf(outer).flatMap((rule) =>
    listOf(field(rule, inner)).flatMap((group) => {
      const tuples = field(group, 'flowTuples');
      if (!isArray(tuples)) return [{ broken: 'a flow of Azure has no flowTuples' }];
      return tuples.map((tuple) => (typeof tuple === 'string' ? read(tuple.split(',')) : { broken: 'a tuple of Azure is no text' }));
    }),
  );
}

function listOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}

const groupProtocols: Readonly<Record<string, string>> = { T: 'TCP', U: 'UDP' };

/** Time, source, destination, their ports, T or U, direction, A or D; version 2 goes on with the state and what was sent. */
function groupTuple(values: readonly string[]): FlowLine {
  const [time, source, destination, , port, protocol, direction, decision] = values;
  const verdict = meantBy({ A: 'allowed', D: 'denied' } as const, decision);
  if (verdict === undefined) return { broken: 'the decision of a tuple of Azure is neither A nor D' };
  const name = meantBy(groupProtocols, protocol);
  if (name === undefined) return { broken: 'the protocol of a tuple of Azure is neither T nor U' };
  return flowOf({ time, source, destination, port, protocol: name, direction, verdict });
}

/** Time, source, destination, their ports, number of the protocol, direction, state (D: denied), encryption, what was sent. */
function networkTuple(values: readonly string[]): FlowLine {
  const [time, source, destination, , port, protocol, direction, state = ''] = values;
  if (!/^[BCED]$/.test(state)) return { broken: 'the state of a tuple of Azure is none of B, C, E and D' };
  return flowOf({ time, source, destination, port, protocol, direction, verdict: state === 'D' ? 'denied' : 'allowed' });
}

interface Tuple {
  readonly time: string | undefined;
  readonly source: string | undefined;
  readonly destination: string | undefined;
  readonly port: string | undefined;
  readonly protocol: string | undefined;
  readonly direction: string | undefined;
  readonly verdict: 'allowed' | 'denied';
}

function flowOf({ time, source = '', destination = '', port: written, protocol: spelt = '', direction, verdict }: Tuple): FlowLine {
  if (!isAddress(source) || !isAddress(destination)) return { broken: 'a tuple of Azure names no addresses' };
  // Inbound and outbound: the interface that saw it is the receiver's, or the sender's.
  const seenAt = meantBy({ I: 'destination', O: 'source' } as const, direction);
  if (seenAt === undefined) return { broken: 'the direction of a tuple of Azure is neither I nor O' };
  const protocol = flowProtocol(spelt);
  if (protocol === undefined) return /^\d{1,3}$/.test(spelt) ? 'nothing' : { broken: 'the protocol of a tuple of Azure is no number' };
  const port = protocol === 'ICMP' ? undefined : flowPort(written);
  if (protocol !== 'ICMP' && port === undefined) return { broken: 'the destination port of a tuple of Azure is none' };
  const at = flowTime(time);
  return {
    source: { address: source },
    destination: { address: destination },
    protocol,
    ...(port === undefined ? {} : { port }),
    verdict,
    ...(at === undefined ? {} : { first: at, last: at }),
    count: 1,
    seenAt,
  };
}
