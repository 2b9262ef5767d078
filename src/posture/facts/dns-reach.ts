// SPDX-License-Identifier: Apache-2.0
// Whether pods may ask a DNS server, by all policies that select them. Which servers a cluster has is not always known: those of
// kube-system and OpenShift count, addresses, nodes (NodeLocal DNSCache), and whatever is let through on the port of DNS alone.
import {
  type Connections,
  connectionsOf,
  type Endpoint,
  mayReach,
  type Network,
  type Other,
  rangesOf,
  subjectionOf,
  unionOf,
  type Verdict,
} from '../../engines/network/index.ts';
import { dnsPorts } from './flow-rules.ts';
import { dnsServers } from './reachability.ts';

const dnsNamespaces: ReadonlySet<string> = new Set(dnsServers.map(({ namespace }) => namespace));
const overTcp = unionOf(dnsPorts.map((port) => connectionsOf('TCP', port, port)));
const dns = unionOf([overTcp, ...dnsPorts.map((port) => connectionsOf('UDP', port, port))]);

const cutOff = new WeakMap<Network, Map<number, boolean>>();

/** Whether the policies of a pod surely keep it from asking any server: asked once for all pods that are subject to the same. */
export function isCutOffFromDns(network: Network, pod: Endpoint): boolean {
  const known = cutOff.get(network) ?? new Map<number, boolean>();
  cutOff.set(network, known);
  const subjection = subjectionOf(network, pod, 'egress');
  const found = known.get(subjection) ?? mayReach(network, pod, 'egress', dns, mayBeServer) === undefined;
  known.set(subjection, found);
  return found;
}

/** Whether anybody may be asked over TCP. */
export function mayAskOverTcp(network: Network, pod: Endpoint): boolean {
  return mayReach(network, pod, 'egress', overTcp, () => true) !== undefined;
}

function mayBeServer(other: Other, { allowed, unknown }: Verdict): boolean {
  if (other === 'outside' || other.kind !== 'pod' || dnsNamespaces.has(other.namespace)) return true;
  return namesDns(allowed) || namesDns(unknown);
}

/** Whether some rule means DNS: its port by itself. */
function namesDns(connections: Connections): boolean {
  return rangesOf(connections).some(
    ({ protocol, first, last }) => ['TCP', 'UDP'].includes(protocol) && first === last && dnsPorts.includes(first),
  );
}
