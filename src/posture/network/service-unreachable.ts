// SPDX-License-Identifier: Apache-2.0
// Reads the ports of Services and the pods of the inventory that they select: the policies of one of these pods at least must let somebody
// in on the port that the Service leads to, be it a pod, a node or an address. Without pods nothing is told.
import { servicePorts } from '../../engines/network/index.ts';
import { displayName } from '../../model/object.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { networkOf } from '../facts/reachability.ts';
import { backendsOf, guardsText, isClosed, targetsOf } from '../facts/service-backends.ts';

export const serviceUnreachable = defineCheck({
  id: 'service-unreachable',
  title: 'Policies let nobody reach a Service',
  why: 'A Service is there to be called, and every connection to its pods is dropped. Whoever looks for the reason finds the default that denies everything, and takes it away.',
  remedy: 'Add a policy that selects the pods of the Service and lets its callers in on their port.',
  severity: 'high',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-traffic'],
  aliases: [],
  appliesTo: { kinds: ['Service'] },
  applicable: (object, { inventory }) => networkOf(inventory).policies.length > 0 && backendsOf(inventory, object).length > 0,
  evaluate: (object, { inventory }) => {
    const network = networkOf(inventory);
    const pods = backendsOf(inventory, object);
    const ports = servicePorts(object);
    const closed = ports.filter((port) => {
      const targets = targetsOf(port, pods);
      return targets.length > 0 && targets.every(({ pod, connections }) => isClosed(inventory, pod, connections));
    });
    const [first] = pods;
    if (closed.length === 0 || first === undefined) return [];
    const isWhole = closed.length === ports.length;
    const detail = (of: readonly number[]) =>
      `${guardsText(network, first)} isolate${of.length > 1 ? '' : 's'} ${displayName(first.workload?.object ?? first.object)}, and no policy lets anybody in on what ${of.length > 1 ? `ports ${of.join(', ')}` : `port ${of[0]}`} of the Service leads to`;
    const advice = 'Write who calls it: an ingress rule with their namespace and labels, on the port of the pods.';
    const reason = 'nobody may connect to its pods';
    if (isWhole) return [advised('/spec/ports', reason, detail(closed.map(({ port }) => port)), advice)];
    return ports.flatMap((port, index) =>
      closed.includes(port) ? advised(`/spec/ports/${index}`, reason, detail([port.port]), advice) : [],
    );
  },
});
