// SPDX-License-Identifier: Apache-2.0
// Reads capabilities.add and drop of containers and init containers: NET_RAW must be dropped, by its name or by ALL, and
// not be added again. CAP_NET_RAW does not drop it: containerd and the kernel know no CAP_CAP_NET_RAW. Windows has none.
import type { Workload } from '../../model/workload.ts';
import { defineCheck, type Fault } from '../check.ts';
import { type ContainerPlace, faultsPerContainer, patchRemedy, setRemedy } from '../facts/container-faults.ts';
import { isForWindows } from '../facts/operating-system.ts';
import { capabilityName, dropsCapability } from '../facts/security-context.ts';
import { likelySafe } from '../facts/remedy-class.ts';

export const netRawCapability = defineCheck({
  id: 'net-raw-capability',
  title: 'Container can forge network packets',
  why: 'NET_RAW is in the default set of most runtimes. With it an intruder sends packets under other addresses: poisoned ARP and forged DNS answers bring the traffic of neighbouring pods to the container.',
  remedy: 'Drop ALL capabilities, or NET_RAW at least. Ping works without it on nodes that set net.ipv4.ping_group_range.',
  severity: 'low',
  layer: 'workload',
  threats: ['network-attack', 'data-exposure'],
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container',
    'https://man7.org/linux/man-pages/man7/capabilities.7.html',
  ],
  aliases: ['kube-linter:drop-net-raw-capability', 'KSV119', 'CIS-5.2.8', 'T1557'],
  followsFrom: [
    { check: 'privileged-container', at: '/securityContext/privileged' },
    { check: 'misplaced-security-context-field', at: '/securityContext/capabilities' },
  ],
  appliesTo: 'workload',
  applicable: ({ spec }) => !isForWindows(spec),
  evaluate: (workload) =>
    faultsPerContainer(workload, (place) => (place.type === 'ephemeralContainers' ? undefined : (added(place) ?? kept(workload, place)))),
});

/** Dropping is not enough where it is added: it holds after ALL is dropped, and on Docker whatever is dropped. */
function added({ container, pointer, label }: ContainerPlace): Fault | undefined {
  const list = `${pointer}/securityContext/capabilities/add`;
  const places = (container.securityContext?.capabilities?.add ?? []).flatMap((written, index) =>
    capabilityName(written) === 'NET_RAW' ? [`${list}/${index}`] : [],
  );
  const [path] = places;
  if (path === undefined) return undefined;
  const drop = container.securityContext?.capabilities?.drop;
  const patch = places.toReversed().map((place) => ({ op: 'remove', path: place }) as const);
  const dropping = dropsCapability(container, 'NET_RAW')
    ? []
    : ([{ op: 'add', path: `${pointer}/securityContext/capabilities/drop`, value: [...(drop ?? []), 'NET_RAW'] }] as const);
  return {
    kind: 'fault',
    path,
    reason: 'NET_RAW is added',
    detail: `${label} is given NET_RAW`,
    remedy: patchRemedy([...patch, ...dropping], 'A program that opens raw sockets fails.'),
  };
}

function kept(workload: Workload, { container, pointer, label }: ContainerPlace): Fault | undefined {
  if (dropsCapability(container, 'NET_RAW')) return undefined;
  const path = `${pointer}/securityContext/capabilities/drop`;
  const drop = container.securityContext?.capabilities?.drop ?? [];
  const misspelt = drop.find((written) => written.toUpperCase() === 'CAP_NET_RAW');
  return {
    kind: 'fault',
    path,
    reason: 'NET_RAW is not dropped',
    detail:
      misspelt === undefined ? `${label} keeps NET_RAW` : `${label} drops ${misspelt}, which containerd does not know, and keeps NET_RAW`,
    remedy: likelySafe(setRemedy(workload, path, [...drop, 'NET_RAW'], 'A program that opens raw sockets fails.')),
  };
}
