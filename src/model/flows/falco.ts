// SPDX-License-Identifier: Apache-2.0
// Network events of Falco's JSON output, where its rules print the fields of the file descriptor and of the pod. Fields after
// https://falco.org/docs/reference/rules/supported-fields and, for k8smeta, the page of that plugin in falcosecurity/plugins.
import { field, isObject, type Json, stringField } from '../json.ts';
import { isAddress, knownOf } from './ends.ts';
import { type FlowEnd, type FlowLine, flowPort, flowProtocol, flowTime } from './flow.ts';

/** Whether a record is an alert of Falco. */
export function isFalco(record: Json): boolean {
  return isObject(field(record, 'output_fields')) && stringField(record, 'rule') !== undefined;
}

export function falcoFlow(record: Json): FlowLine {
  const fields = field(record, 'output_fields');
  const text = (name: string) => stringField(fields, name);
  const protocol = flowProtocol(text('fd.l4proto'));
  const port = flowPort(field(fields, 'fd.sport') ?? field(fields, 'fd.rport'));
  // Most alerts are about something else, and a socket that is not connected has no other end.
  if (protocol === undefined || protocol === 'ICMP' || port === undefined) return 'nothing';
  const pod = knownOf({ namespace: text('k8s.ns.name') ?? text('k8smeta.ns.name'), pod: text('k8s.pod.name') ?? text('k8smeta.pod.name') });
  const server = addressed(text('fd.sip') ?? text('fd.rip'), text('fd.sip.name') ?? text('fd.rip.name'));
  const client = addressed(text('fd.cip') ?? text('fd.lip'), text('fd.cip.name'));
  // The pod of an event is the one whose process made the system call; accepting makes it the server.
  const accepts = text('evt.type')?.startsWith('accept') === true || field(fields, 'fd.is_server') === true;
  const time = flowTime(field(fields, 'evt.time') ?? field(record, 'time'));
  const flow = accepts ? { source: client, destination: { ...server, ...pod } } : { source: { ...client, ...pod }, destination: server };
  if (Object.keys(flow.source).length === 0 || Object.keys(flow.destination).length === 0) return 'nothing';
  return {
    ...flow,
    protocol,
    port,
    // A connection that was refused by a policy makes no event of its own: what Falco sees was tried.
    verdict: 'allowed',
    ...(time === undefined ? {} : { first: time, last: time }),
    count: 1,
    seenAt: accepts ? 'destination' : 'source',
  };
}

function addressed(address: string | undefined, name: string | undefined): FlowEnd {
  return knownOf({
    address: address !== undefined && isAddress(address) ? address : undefined,
    dnsNames: name !== undefined && name !== '' && !isAddress(name) ? [name] : undefined,
  });
}
