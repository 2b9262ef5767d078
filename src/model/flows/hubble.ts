// SPDX-License-Identifier: Apache-2.0
// Flows as `hubble observe --output json` and Hubble's exporter write them (Cilium, api/v1/flow/flow.proto), one a line.
import { field, isArray, isObject, type Json, stringField } from '../json.ts';
import { knownOf, meantBy, splitOnce } from './ends.ts';
import { type FlowEnd, type FlowLine, flowPort, flowProtocol, flowTime } from './flow.ts';

/** Whether a record is one of Hubble's. */
export function isHubble(record: Json): boolean {
  const flow = field(record, 'flow') ?? record;
  return isObject(field(flow, 'source')) && typeof field(flow, 'verdict') === 'string';
}

export function hubbleFlow(record: Json): FlowLine {
  const flow = field(record, 'flow') ?? record;
  const verdict = meantBy(verdicts, stringField(flow, 'verdict'));
  // Redirects to a proxy, traces and errors say neither that a connection was let through nor that it was not.
  if (verdict === undefined) return 'nothing';
  const l4 = field(flow, 'l4');
  const entry = isObject(l4) ? Object.entries(l4)[0] : undefined;
  const protocol = flowProtocol(entry?.[0]);
  if (entry === undefined || protocol === undefined) return 'nothing';
  if (field(flow, 'is_reply') === true || isAnswer(entry[1])) return 'nothing';
  const port = protocol === 'ICMP' ? undefined : flowPort(field(entry[1], 'destination_port'));
  if (protocol !== 'ICMP' && port === undefined) return { broken: `its l4.${entry[0]} has no destination_port` };
  const time = flowTime(field(flow, 'time') ?? field(record, 'time'));
  const seenAt = meantBy({ EGRESS: 'source', INGRESS: 'destination' } as const, stringField(flow, 'traffic_direction'));
  return {
    source: endOf(flow, 'source'),
    destination: endOf(flow, 'destination'),
    protocol,
    ...(port === undefined ? {} : { port }),
    verdict,
    ...(time === undefined ? {} : { first: time, last: time }),
    count: 1,
    ...(seenAt === undefined ? {} : { seenAt }),
  };
}

const verdicts: Readonly<Record<string, 'allowed' | 'denied'>> = {
  FORWARDED: 'allowed',
  // What an audited policy would have dropped went through.
  AUDIT: 'allowed',
  DROPPED: 'denied',
};

/** Where Cilium does not know which packet answers which, the flags of TCP do. */
function isAnswer(l4: Json): boolean {
  const flags = field(l4, 'flags');
  return field(flags, 'SYN') === true && field(flags, 'ACK') === true;
}

function endOf(flow: Json, side: 'source' | 'destination'): FlowEnd {
  const end = field(flow, side);
  const labels = labelsOf(field(end, 'labels'));
  const [workload] = listOf(field(end, 'workloads'));
  const names = listOf(field(flow, `${side}_names`)).filter((name) => typeof name === 'string');
  const entity = (['kube-apiserver', 'host', 'remote-node'] as const).find((name) => labels.reserved.has(name));
  return knownOf({
    namespace: stringField(end, 'namespace'),
    pod: stringField(end, 'pod_name'),
    workload: stringField(workload, 'name'),
    workloadKind: stringField(workload, 'kind'),
    labels: Object.keys(labels.pod).length > 0 ? labels.pod : undefined,
    address: stringField(field(flow, 'IP'), side),
    dnsNames: names.length > 0 ? names : undefined,
    entity,
  });
}

/** `k8s:app=shop` is a label of the pod; `k8s:io.kubernetes.pod.namespace=…` and its like are Cilium's own. */
function labelsOf(value: Json | undefined): { readonly pod: Record<string, string>; readonly reserved: ReadonlySet<string> } {
  const reserved = new Set<string>();
  const pod: Record<string, string> = Object.create(null);
  for (const label of listOf(value)) {
    if (typeof label !== 'string') continue;
    if (label.startsWith('reserved:')) reserved.add(label.slice('reserved:'.length));
    const [key = '', text = ''] = label.startsWith('k8s:') ? splitOnce(label.slice('k8s:'.length), '=') : [];
    if (key !== '' && !/^io\.(?:kubernetes\.pod|cilium\.k8s)\b/.test(key)) pod[key] = text;
  }
  return { pod, reserved };
}

function listOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}
