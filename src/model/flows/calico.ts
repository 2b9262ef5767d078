// SPDX-License-Identifier: Apache-2.0
// Flow logs of Calico: the JSON lines of Calico Enterprise and Cloud, and what Goldmane of Calico 3.30 emits. Fields after
// https://docs.tigera.io/calico-enterprise/latest/observability/elastic/flow/datatypes; Goldmane's after goldmane/proto/api.proto.
import { field, isArray, type Json, stringField } from '../json.ts';
import type { Labels } from '../selector.ts';
import { knownOf, splitOnce } from './ends.ts';
import { type Flow, type FlowEnd, type FlowLine, flowPort, flowProtocol, flowTime } from './flow.ts';

/** Whether a record is one of Calico's. */
export function isCalico(record: Json): boolean {
  const key = keyOf(record);
  return typeof field(key, 'action') === 'string' && (field(key, 'source_name') ?? field(key, 'source_type')) !== undefined;
}

export function calicoFlow(record: Json): FlowLine {
  const key = keyOf(record);
  const protocolName = field(key, 'proto') ?? field(key, 'protocol');
  const protocol = flowProtocol(typeof protocolName === 'number' || typeof protocolName === 'string' ? protocolName : undefined);
  if (protocol === undefined) return 'nothing';
  const port = flowPort(field(key, 'dest_port'));
  if (protocol !== 'ICMP' && port === undefined) return { broken: 'it has no dest_port' };
  const [first, last] = [flowTime(field(record, 'start_time')), flowTime(field(record, 'end_time'))];
  const reporter = (stringField(key, 'reporter') ?? '').toLowerCase();
  const started = [field(record, 'num_flows_started'), field(record, 'num_flows'), field(record, 'num_connections_started')];
  const count = started.find((value) => typeof value === 'number' && value > 0);
  const seenAt: Flow['seenAt'] | undefined = reporter.startsWith('src') ? 'source' : reporter.startsWith('dst') ? 'destination' : undefined;
  return {
    source: endOf(key, 'source'),
    destination: endOf(key, 'dest'),
    protocol,
    ...(protocol === 'ICMP' || port === undefined ? {} : { port }),
    verdict: stringField(key, 'action')?.toLowerCase() === 'deny' ? 'denied' : 'allowed',
    ...(first === undefined ? {} : { first }),
    ...(last === undefined ? {} : { last }),
    count: typeof count === 'number' ? count : 1,
    ...(seenAt === undefined ? {} : { seenAt }),
  };
}

/** Goldmane keeps what identifies a flow apart from what is counted. */
function keyOf(record: Json): Json {
  return field(record, 'Key') ?? field(record, 'key') ?? record;
}

function endOf(key: Json, side: 'source' | 'dest'): FlowEnd {
  const namespace = absentIfDash(stringField(key, `${side}_namespace`));
  const name = absentIfDash(stringField(key, `${side}_name`)) ?? absentIfDash(stringField(key, `${side}_name_aggr`));
  const type = (stringField(key, `${side}_type`) ?? '').toLowerCase();
  const isPod = type === 'wep' || type === 'workloadendpoint' || (type === '' && namespace !== undefined);
  const isNode = type === 'hep' || type === 'hostendpoint';
  return knownOf({
    namespace: isPod ? namespace : undefined,
    pod: isPod ? name : undefined,
    labels: isPod ? labelsOf(field(key, `${side}_labels`)) : undefined,
    address: absentIfDash(stringField(key, `${side}_ip`)),
    entity: isNode ? ('host' as const) : undefined,
  });
}

/** `{ labels: ['app=shop'] }`, or `app=shop | tier=web` in one text. */
function labelsOf(value: Json | undefined): Labels | undefined {
  const listed = isArray(value) ? value : field(value, 'labels');
  const texts = typeof value === 'string' ? value.split('|') : isArray(listed) ? listed : [];
  const labels: Record<string, string> = Object.create(null);
  for (const text of texts) {
    if (typeof text !== 'string') continue;
    const [key, label] = splitOnce(text.trim(), '=');
    // Calico's own labels of an endpoint are no labels of the pod.
    if (key !== '' && key !== '-' && !key.startsWith('projectcalico.org/')) labels[key] = label;
  }
  return Object.keys(labels).length > 0 ? labels : undefined;
}

function absentIfDash(text: string | undefined): string | undefined {
  return text === undefined || text === '' || text === '-' ? undefined : text;
}
