// SPDX-License-Identifier: Apache-2.0
// Reads ports of the rules of NetworkPolicies: numbers from 1 to 65535, endPort not before port and not beside a name, names as
// IANA writes service names, and the protocols TCP, UDP and SCTP.
import { field, type Json } from '../../model/json.ts';
import type { Pointer } from '../../model/pointer.ts';
import { defineCheck, type Fault } from '../check.ts';
import { flowRules, listField } from '../facts/flow-rules.ts';

export const networkPolicyInvalidPort = defineCheck({
  id: 'network-policy-invalid-port',
  title: 'Policy has a port that is refused',
  why: 'The API server refuses the policy, so the protection that its file shows is not there.',
  remedy: 'Write a number from 1 to 65535 or the name of a container’s port, and a range as port and a greater endPort.',
  severity: 'medium',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-range-of-ports'],
  aliases: [],
  appliesTo: { kinds: ['NetworkPolicy.networking.k8s.io'] },
  evaluate: (object) =>
    flowRules(object).flatMap(({ rule, pointer }) =>
      listField(rule, 'ports').flatMap((port, index) => portFaults(port, `${pointer}/ports/${index}`)),
    ),
});

function portFaults(entry: Json, at: Pointer): Fault[] {
  const port = field(entry, 'port') ?? null;
  const end = field(entry, 'endPort') ?? null;
  const protocol = field(entry, 'protocol') ?? 'TCP';
  const faults: Fault[] = [];
  if (typeof protocol === 'string' && !['TCP', 'UDP', 'SCTP'].includes(protocol))
    faults.push(fault(`${at}/protocol`, `the protocol ${protocol.slice(0, 20)} is none of TCP, UDP and SCTP`));
  if (typeof port === 'number' && !isPort(port)) faults.push(fault(`${at}/port`, `${port} is no port: they go from 1 to 65535`));
  if (typeof port === 'string' && !isPortName(port))
    faults.push(
      fault(
        `${at}/port`,
        /^\d+$/.test(port) ? `"${port.slice(0, 20)}" is text: a number has no quotes` : `"${port.slice(0, 20)}" is no port name`,
      ),
    );
  if (typeof end !== 'number') return faults;
  if (typeof port !== 'number') faults.push(fault(`${at}/endPort`, 'endPort needs a port that is a number'));
  else if (!isPort(end) || end < port) faults.push(fault(`${at}/endPort`, `the range ends at ${end} and begins at ${port}`));
  return faults;
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 65535;
}

/** As IANA allows: up to 15 lower-case letters, digits and single hyphens inside, with a letter among them. */
function isPortName(name: string): boolean {
  return name.length <= 15 && /^[a-z0-9]([a-z0-9]|-(?=[a-z0-9]))*$/.test(name) && /[a-z]/.test(name);
}

function fault(path: Pointer, detail: string): Fault {
  return {
    kind: 'fault',
    path,
    reason: 'a port that is refused',
    detail,
    remedy: {
      kind: 'advice',
      advice: 'Write the port that the container listens on: a number from 1 to 65535, or the name that the container gives it.',
    },
  };
}
