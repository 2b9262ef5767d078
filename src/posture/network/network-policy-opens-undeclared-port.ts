// SPDX-License-Identifier: Apache-2.0
// Reads ingress rules of policies of every kind that let in anybody, every pod of every namespace or every address, and the ports that
// containers declare and no Service of theirs leads to. Pods that no Service in the inventory selects are not judged.
import { intersect } from '../../engines/network/index.ts';
import { displayName } from '../../model/object.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { networkPolicyKinds } from '../facts/flow-rules.ts';
import { openingsBy, strangersText } from '../facts/openings.ts';
import { unservedPorts } from '../facts/service-backends.ts';

export const networkPolicyOpensUndeclaredPort = defineCheck({
  id: 'network-policy-opens-undeclared-port',
  title: 'Policy opens a port to everybody that no Service offers',
  why: 'What no Service offers nobody calls by name: metrics, debugging, administration, a cluster’s own gossip. Everybody reaches it all the same, because the rule names no ports.',
  remedy: 'Name in the rule the ports that the Service leads to, and give the others a rule for their callers.',
  severity: 'low',
  layer: 'network',
  threats: ['network-attack', 'data-exposure'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource'],
  aliases: [],
  yieldsTo: ['network-policy-opens-internal-port', 'network-policy-every-namespace', 'network-policy-empty-peers'],
  appliesTo: { kinds: networkPolicyKinds },
  evaluate: (object, { inventory }) =>
    [...openingsBy(inventory, object)].flatMap(([pointer, openings]) => {
      const open = openings.flatMap(({ receiver, connections }) =>
        unservedPorts(inventory, receiver)
          .filter((port) => intersect(port.connections, connections).length > 0)
          .map(({ text }) => `${text} of ${displayName(receiver.workload?.object ?? receiver.object)}`),
      );
      const [first] = openings;
      const names = [...new Set(open)];
      if (first === undefined || names.length === 0) return [];
      const more = names.length > told ? ` and ${names.length - told} more` : '';
      return [
        advised(
          pointer,
          'a port that no Service offers is open to everybody',
          `${strangersText[first.to]} may connect to ${names.slice(0, told).join(', ')}${more}`,
          'Add ports to the rule, those that the Service leads to.',
        ),
      ];
    }),
});

/** Ports that are told before the others are counted. */
const told = 4;
