// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FlowTable } from './flow-table.ts';
import { flowReader } from './read-flows.ts';

/** The flows of a log's lines; `nothing` is left out. */
function read(...lines: readonly (string | object)[]) {
  const reader = flowReader();
  return lines.flatMap((line) => reader(typeof line === 'string' ? line : JSON.stringify(line))).filter((item) => item !== 'nothing');
}

const at = Date.parse('2026-05-04T10:00:00Z');

describe('Hubble', () => {
  const flow = {
    time: '2026-05-04T10:00:00Z',
    verdict: 'FORWARDED',
    IP: { source: '10.0.0.1', destination: '10.0.0.2', ipVersion: 'IPv4' },
    l4: { TCP: { source_port: 41_000, destination_port: 8080, flags: { SYN: true } } },
    source: {
      namespace: 'shop',
      labels: ['k8s:app=web', 'k8s:io.kubernetes.pod.namespace=shop', 'k8s:io.cilium.k8s.policy.cluster=default'],
      pod_name: 'web-7d4-abcde',
      workloads: [{ name: 'web', kind: 'Deployment' }],
    },
    destination: { namespace: 'shop', labels: ['k8s:app=cart'], pod_name: 'cart-0' },
    traffic_direction: 'EGRESS',
    is_reply: false,
  };

  test('a connection, with or without its envelope', () => {
    const expected = {
      source: {
        namespace: 'shop',
        pod: 'web-7d4-abcde',
        workload: 'web',
        workloadKind: 'Deployment',
        labels: { app: 'web' },
        address: '10.0.0.1',
      },
      destination: { namespace: 'shop', pod: 'cart-0', labels: { app: 'cart' }, address: '10.0.0.2' },
      protocol: 'TCP',
      port: 8080,
      verdict: 'allowed',
      first: at,
      last: at,
      count: 1,
      seenAt: 'source',
    };
    expect(read({ flow, node_name: 'a' }, flow)).toEqual([expected, expected]);
  });

  test('answers, traces and redirects are no flows', () => {
    const answer = { TCP: { source_port: 8080, destination_port: 41_000, flags: { SYN: true, ACK: true } } };
    expect(read({ ...flow, is_reply: true }, { ...flow, l4: answer, is_reply: null }, { ...flow, verdict: 'REDIRECTED' })).toEqual([]);
  });

  test('what was dropped, and what is not in the cluster', () => {
    const dns = { UDP: { source_port: 5000, destination_port: 53 } };
    const world = { labels: ['reserved:world'] };
    const api = { labels: ['reserved:kube-apiserver', 'reserved:remote-node'] };
    expect(read({ ...flow, verdict: 'DROPPED', l4: dns, destination: world, destination_names: ['example.com'] })).toMatchObject([
      { protocol: 'UDP', port: 53, verdict: 'denied', destination: { address: '10.0.0.2', dnsNames: ['example.com'] } },
    ]);
    expect(read({ ...flow, destination: api })).toMatchObject([{ destination: { entity: 'kube-apiserver' } }]);
    expect(read({ ...flow, l4: { ICMPv4: { type: 8 } } })).toMatchObject([{ protocol: 'ICMP' }]);
  });
});

describe('Calico', () => {
  const line = {
    start_time: 1_777_888_800,
    end_time: 1_777_888_860,
    source_ip: '10.0.0.1',
    source_name: 'web-abc',
    source_name_aggr: 'web-*',
    source_namespace: 'shop',
    source_type: 'wep',
    source_labels: { labels: ['app=web', 'projectcalico.org/namespace=shop'] },
    dest_ip: '-',
    dest_name: '-',
    dest_name_aggr: 'cart-*',
    dest_namespace: 'shop',
    dest_type: 'wep',
    dest_port: 8080,
    proto: 'tcp',
    action: 'allow',
    reporter: 'src',
    num_flows_started: 4,
  };

  test('a line of Enterprise', () => {
    expect(read(line)).toEqual([
      {
        source: { namespace: 'shop', pod: 'web-abc', labels: { app: 'web' }, address: '10.0.0.1' },
        destination: { namespace: 'shop', pod: 'cart-*' },
        protocol: 'TCP',
        port: 8080,
        verdict: 'allowed',
        first: 1_777_888_800_000,
        last: 1_777_888_860_000,
        count: 4,
        seenAt: 'source',
      },
    ]);
    expect(read({ ...line, dest_type: 'net', dest_namespace: '-', dest_ip: '203.0.113.9', action: 'deny', reporter: 'dst' })).toMatchObject(
      [{ destination: { address: '203.0.113.9' }, verdict: 'denied', seenAt: 'destination' }],
    );
  });

  test('Goldmane keeps the key apart', () => {
    const Key = { source_name: 'web-*', source_namespace: 'shop', source_type: 'WorkloadEndpoint', dest_name: 'pvt', dest_type: 'Network' };
    expect(
      read({ Key: { ...Key, dest_port: '53', proto: 'udp', action: 'Allow', reporter: 'Src' }, source_labels: 'app=web' }),
    ).toMatchObject([{ source: { namespace: 'shop', pod: 'web-*' }, protocol: 'UDP', port: 53 }]);
  });

  test('a flow without its port is broken', () => {
    expect(read({ ...line, dest_port: null })).toEqual([{ broken: 'it has no dest_port' }]);
  });
});

describe('VPC', () => {
  const row = '2 123456789010 eni-1 10.0.1.5 10.0.2.9 49761 5432 6 20 4249 1777888800 1777888860 ACCEPT OK';

  test('version 2 of AWS, whose answers are left out', () => {
    const answer = row.replace('10.0.1.5 10.0.2.9 49761 5432', '10.0.2.9 10.0.1.5 5432 49761');
    const silent = '2 123456789010 eni-1 - - - - - - - 1777888800 1777888860 - NODATA';
    expect(read(row, answer, silent)).toMatchObject([
      { source: { address: '10.0.1.5' }, destination: { address: '10.0.2.9' }, protocol: 'TCP', port: 5432, verdict: 'allowed', count: 20 },
    ]);
  });

  test('fields in the order of a header; flags tell who asked', () => {
    const header = 'srcaddr dstaddr srcport dstport protocol tcp-flags action pkt-dstaddr';
    expect(read(header, '10.0.1.5 10.0.2.9 443 50000 6 2 REJECT 10.0.3.3', '10.0.2.9 10.0.1.5 50000 443 6 18 ACCEPT -')).toMatchObject([
      { destination: { address: '10.0.3.3' }, port: 50_000, verdict: 'denied' },
    ]);
    expect(read(header, 'one two')).toEqual([{ broken: 'it has 2 fields and should have 8' }]);
  });

  test('Google Cloud names the pods', () => {
    const connection = { src_ip: '10.4.0.3', src_port: 51_000, dest_ip: '10.4.1.4', dest_port: 6379, protocol: 6 };
    const pod = { pod_name: 'cart-1', pod_namespace: 'shop' };
    expect(read({ jsonPayload: { connection, src_gke_details: { pod }, start_time: '2026-05-04T10:00:00Z' } })).toMatchObject([
      { source: { namespace: 'shop', pod: 'cart-1' }, destination: { address: '10.4.1.4' }, port: 6379, first: at },
    ]);
  });
});

test('a custom format of AWS as it was ordered, with the addresses of packets alone; which end saw it', () => {
  const header = '${pkt-srcaddr} ${pkt-dstaddr} ${dstport} ${protocol} ${action} ${flow-direction}';
  expect(read(header, '10.0.1.5 10.0.2.9 5432 6 ACCEPT egress', '10.0.1.5 10.0.2.9 5432 6 ACCEPT ingress')).toMatchObject([
    { source: { address: '10.0.1.5' }, destination: { address: '10.0.2.9' }, port: 5432, seenAt: 'source' },
    { seenAt: 'destination' },
  ]);
});

describe('Azure', () => {
  const group = (...flowTuples: readonly unknown[]) => ({
    time: '2026-05-04T10:00:00Z',
    category: 'NetworkSecurityGroupFlowEvent',
    properties: { Version: 2, flows: [{ rule: 'DefaultRule_AllowVnetInBound', flows: [{ mac: '000D3AF87856', flowTuples }] }] },
  });
  const network = (...flowTuples: readonly unknown[]) => ({
    category: 'FlowLogFlowEvent',
    flowLogVersion: 4,
    flowRecords: { flows: [{ aclID: '0', flowGroups: [{ rule: 'AllowAll', flowTuples }] }] },
  });

  test('network security groups, versions 1 and 2, in their envelope', () => {
    const tuples = [
      '1777888800,10.4.0.3,10.4.1.4,51000,6379,T,O,A',
      '1777888800,10.4.0.3,10.4.1.4,51000,6379,T,I,A,B,,,,',
      '1777888860,203.0.113.9,10.4.1.4,40000,53,U,I,D,B,,,,',
    ];
    const common = { source: { address: '10.4.0.3' }, destination: { address: '10.4.1.4' }, protocol: 'TCP', port: 6379 };
    expect(read({ records: [group(...tuples.slice(0, 1)), group(...tuples.slice(1))] })).toMatchObject([
      { ...common, verdict: 'allowed', seenAt: 'source', first: at },
      { ...common, verdict: 'allowed', seenAt: 'destination' },
      { source: { address: '203.0.113.9' }, protocol: 'UDP', port: 53, verdict: 'denied', seenAt: 'destination' },
    ]);
  });

  test('virtual networks, which count in milliseconds and by numbers of protocols', () => {
    const tuples = ['B,NX,0,0,0,0', 'D,NX,0,0,0,0'].map((rest) => `1777888800000,10.4.0.3,2001:db8::7,51000,6379,6,O,${rest}`);
    const others = ['1777888800000,10.4.0.3,10.4.1.4,0,0,1,I,E,X,1,1,1,1', '1777888800000,10.4.0.3,10.4.1.4,0,0,50,I,E,X,1,1,1,1'];
    expect(read(network(...tuples, ...others))).toMatchObject([
      { destination: { address: '2001:db8::7' }, port: 6379, verdict: 'allowed', first: at },
      { verdict: 'denied' },
      { protocol: 'ICMP' },
    ]);
  });

  test('tuples that are none are broken, each of them, and the others are read', () => {
    const good = '1777888800,10.4.0.3,10.4.1.4,51000,6379,T,O,A';
    const wrong = [
      good.replace('10.4.0.3', 'web'),
      good.replace(',T,', ',X,'),
      good.replace(',O,', ',constructor,'),
      `${good}LLOW`,
      good.replace('6379', '70000'),
      'x',
      7,
    ];
    expect(read(group(...wrong, good)).map((item) => 'broken' in item)).toEqual([...wrong.map(() => true), false]);
    expect(read(network(good, '1777888800000,10.4.0.3,10.4.1.4,51000,6379,six,O,B'))).toEqual([
      { broken: 'the state of a tuple of Azure is none of B, C, E and D' },
      { broken: 'the protocol of a tuple of Azure is no number' },
    ]);
    expect(read({ properties: { flows: [{ flows: [{}] }] } })).toEqual([{ broken: 'a flow of Azure has no flowTuples' }]);
  });
});

test('Falco: the pod connects, or accepts', () => {
  const fields = { 'fd.l4proto': 'tcp', 'fd.cip': '10.0.0.1', 'fd.cport': 41_000, 'fd.sip': '203.0.113.7', 'fd.sport': 443 };
  const pod = { 'k8s.ns.name': 'shop', 'k8s.pod.name': 'web-1' };
  const alert = { rule: 'Outbound', time: '2026-05-04T10:00:00.000000000Z', output_fields: { ...fields, ...pod, 'evt.type': 'connect' } };
  expect(read(alert)).toMatchObject([
    { source: { namespace: 'shop', pod: 'web-1' }, destination: { address: '203.0.113.7' }, port: 443, first: at },
  ]);
  expect(read({ ...alert, output_fields: { ...alert.output_fields, 'evt.type': 'accept4' } })).toMatchObject([
    { source: { address: '10.0.0.1' }, destination: { namespace: 'shop', pod: 'web-1' } },
  ]);
  expect(read({ rule: 'Shell', output_fields: { 'proc.name': 'sh' } })).toEqual([]);
});

describe('plain', () => {
  test('CSV in the words of whoever wrote it', () => {
    expect(
      read(
        'Source Namespace,sourceWorkload,dst_ns,dst_pod,DstPort,proto,action,count,last seen',
        'shop,web,shop,"cart-0",8080,tcp,allow,12,2026-05-04T10:00:00Z',
        'shop,web,shop,cart-0,http,tcp,allow,1,',
      ),
    ).toEqual([
      {
        source: { namespace: 'shop', workload: 'web' },
        destination: { namespace: 'shop', pod: 'cart-0' },
        protocol: 'TCP',
        port: 8080,
        verdict: 'allowed',
        last: at,
        count: 12,
      },
      { broken: 'its port is none' },
    ]);
  });

  test('JSON, flat and nested, and ends in one word', () => {
    expect(
      read(
        { from: 'shop/Deployment/web', to: '198.51.100.4', port: 443 },
        { source: { namespace: 'a', labels: { app: 'b' } }, destination: { ip: '10.0.0.9' }, port: 80, protocol: 'UDP' },
      ),
    ).toMatchObject([
      { source: { namespace: 'shop', workloadKind: 'Deployment', workload: 'web' }, destination: { address: '198.51.100.4' }, port: 443 },
      { source: { namespace: 'a', labels: { app: 'b' } }, destination: { address: '10.0.0.9' }, protocol: 'UDP' },
    ]);
  });

  test('what is no flow is broken, and the rest is read', () => {
    expect(read('hello world', '{"from":"a/b"', { hello: 1 }, { from: 'a/b', to: 'c/d', port: 1 })).toMatchObject([
      { broken: 'it is no flow of Hubble, Calico, a VPC, Falco, CSV with a header, or JSON' },
      { broken: 'it is no whole JSON value' },
      { broken: 'it is JSON, and no flow: it names no source and destination' },
      { port: 1 },
    ]);
  });
});

test('no line makes it throw', () => {
  const keys = fc.constantFrom(
    'flow',
    'source',
    'destination',
    'verdict',
    'l4',
    'TCP',
    'action',
    'Key',
    'output_fields',
    'connection',
    'src_ip',
    'properties',
    'flowRecords',
    'flows',
    'flowGroups',
    'flowTuples',
    'x',
  );
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.array(tie('value')),
      fc.dictionary(keys, tie('value')),
    ),
  })).value;
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string(),
          json.map((value) => JSON.stringify(value)),
        ),
      ),
      (lines) => {
        // Each line is at most read, or broken.
        expect(read(...lines).every((item) => 'broken' in item || 'protocol' in item)).toBe(true);
      },
    ),
  );
});

describe('added up', () => {
  const pair = { from: 'shop/web', to: 'shop/cart', port: 80 };
  const table = (...lines: readonly (string | object)[]) => {
    const [sums, reader] = [new FlowTable(), flowReader()];
    for (const [index, line] of lines.entries())
      sums.add(reader(typeof line === 'string' ? line : JSON.stringify(line)), 'a.json', index + 1);
    return sums.result();
  };

  test('one row for the same ends, with the times of all', () => {
    const { rows, flows } = table(
      { ...pair, time: 2_000_000_000 },
      { ...pair, time: 1_900_000_000, count: 3 },
      { ...pair, action: 'deny' },
    );
    expect(flows).toBe(3);
    expect(rows).toMatchObject([
      { verdict: 'allowed', count: 4, first: 1_900_000_000_000, last: 2_000_000_000_000 },
      { verdict: 'denied', count: 1 },
    ]);
    expect(rows[1]).not.toHaveProperty('first');
  });

  test('what both ends tell is counted once', () => {
    const line = {
      source_name: 'a',
      source_namespace: 'n',
      dest_name: 'b',
      dest_namespace: 'n',
      dest_port: 1,
      proto: 'tcp',
      action: 'allow',
    };
    const counted = table({ ...line, reporter: 'src', num_flows: 5 }, { ...line, reporter: 'dst', num_flows: 6 });
    expect(counted.rows.map(({ count }) => count)).toEqual([6]);
  });

  test('broken lines are counted, and the first of them told', () => {
    const { broken, examples } = table('?', pair, '?', '?', '?');
    expect([broken, examples.map(({ source, line }) => `${source}:${line}`)]).toEqual([4, ['a.json:1', 'a.json:3', 'a.json:4']]);
  });
});
