// SPDX-License-Identifier: Apache-2.0
// What somebody who asks may not have thought of.
import { contains, exposureOf, isService, type Network, selectedBy, servicePorts } from '../../engines/network/index.ts';
import { displayName } from '../../model/object.ts';
import type { Reach } from './ask.ts';
import { declaredPorts } from './declared-ports.ts';
import { isHeadless } from './port.ts';

export function hintsFor(network: Network, reach: Reach): string[] {
  return [...servicePortHints(network, reach), ...headlessHints(reach), ...waysInHints(network, reach)];
}

/** A port that is a Service's and no container's. */
function servicePortHints({ world, endpoints }: Network, { question }: Reach): string[] {
  const { to, port } = question;
  if (port === undefined || 'name' in port.port || to.meant.kind === 'service' || to.endpoints.length === 0) return [];
  const wanted = port.port.first;
  const declared = to.endpoints.flatMap(({ workload }) => (workload === undefined ? [] : declaredPorts(workload)));
  if (declared.some((set) => contains(set, port.protocol ?? 'TCP', wanted))) return [];
  const asked = new Set(to.endpoints);
  return world.objects
    .filter(isService)
    .flatMap((service) => {
      const [found] = servicePorts(service).filter((own) => own.port === wanted && own.targetPort !== wanted);
      if (found === undefined || isHeadless(service) || !selectedBy(service, endpoints).some((pod) => asked.has(pod))) return [];
      const name = displayName(service);
      return [`policies see ports of pods: ${name} takes ${wanted} to ${found.targetPort}; ask ${name}:${wanted}`];
    })
    .slice(0, 2);
}

function headlessHints({ question: { to, port } }: Reach): string[] {
  if (to.meant.kind !== 'service' || port === undefined || 'name' in port.port || !isHeadless(to.meant.service)) return [];
  return [`${displayName(to.meant.service)} is headless: who connects to a port of it connects to that port of the pods`];
}

/** The outside seldom knows the address of a pod; what counts is who serves it. */
function waysInHints(network: Network, { question: { from, to } }: Reach): string[] {
  if (from.meant.kind !== 'internet' || to.endpoints.length === 0) return [];
  const asked = new Set(to.endpoints);
  const ways = exposureOf(network).filter(({ receiver }) => asked.has(receiver));
  const names = [
    ...new Set(
      ways.map(({ way }) => `${way.kind === 'Ingress' || way.kind === way.object.kind ? '' : `${way.kind} of `}${displayName(way.object)}`),
    ),
  ];
  if (names.length === 0) return ['this is what policies say of packets with such addresses; nothing in the input publishes it'];
  const rest = names.length - 4;
  return [
    `this is what policies say of packets with such addresses; ways in: ${names.slice(0, 4).join(', ')}${rest > 0 ? ` and ${rest.toLocaleString('en-US')} more` : ''} (rampart reach --exposed)`,
  ];
}
