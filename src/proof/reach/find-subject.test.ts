// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Network } from '../../engines/network/index.ts';
import { networkOf, pod } from '../../engines/network/testing.ts';
import { rangeText } from '../../engines/network/index.ts';
import { findSubject } from './find-subject.ts';
import { deployment, refusal, service, shopWith } from './testing.ts';

const live = (name: string, owner: string, ip: string) => {
  const { metadata, ...rest } = pod(name, { ip });
  const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'Deployment', name: owner, controller: true }];
  return { ...rest, metadata: { ...Object(metadata), labels: { app: owner }, ownerReferences } };
};
const network = shopWith(deployment('web', 'edge'), live('web-1', 'web', '10.0.0.1'), live('web-2', 'web', '10.0.0.2'), {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'node-1' },
  status: { addresses: [{ type: 'InternalIP', address: '192.168.7.1' }] },
});

function found(text: string, space?: string, of: Network = network): string {
  const subject = findSubject(of, text, space);
  if ('refused' in subject) return `refused: ${subject.refused}`;
  const { name, endpoints, ranges, notes } = subject;
  return [name, ...endpoints.map((endpoint) => endpoint.name), ...ranges.slice(0, 2).map(rangeText), ...notes].join('; ');
}

test.each([
  ['shop/web', 'Deployment/shop/web; web-1; web-2'],
  ['Deployment/shop/web', 'Deployment/shop/web; web-1; web-2'],
  ['deploy/shop/web', 'Deployment/shop/web; web-1; web-2'],
  ['deployments/api', 'Deployment/shop/api; api'],
  ['proxy', 'Deployment/edge/proxy; proxy'],
  ['web-2', 'Pod/shop/web-2; web-2'],
  ['pod/shop/web-1', 'Pod/shop/web-1; web-1'],
  ['svc/api', 'Service/shop/api; api'],
  ['service/shop/api', 'Service/shop/api; api'],
  ['node/node-1', 'Node/node-1; node-1'],
  ['edge/', 'namespace edge; proxy; web'],
  ['namespace/edge', 'namespace edge; proxy; web'],
  ['app=web', 'pods with app=web; web-1; web-2; web'],
  ['app in (api,proxy)', 'pods with app in (api,proxy); api; proxy'],
  ['app,app!=web', 'pods with app,app!=web; api; proxy'],
  ['10.0.0.1', '10.0.0.1; web-1; 10.0.0.1 is the address of Pod/shop/web-1'],
  ['192.168.7.1', '192.168.7.1; node-1; 192.168.7.1 is the address of Node/node-1'],
  ['203.0.113.9', '203.0.113.9; 203.0.113.9'],
  ['10.0.0.0/8', '10.0.0.0/8; 10.0.0.0-10.255.255.255; Pod/shop/web-1 and 1 more have addresses in it: ask about them by name'],
  ['2001:db8::/32', '2001:db8::/32; 2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['internet', 'the internet; 1.0.0.0-9.255.255.255; 11.0.0.0-100.63.255.255'],
])('%s', (text, expected) => {
  expect(found(text)).toBe(expected);
});

test('a namespace before labels, and labels whose keys begin with the name of a namespace', () => {
  expect(found('edge/app=web')).toBe('pods with app=web in namespace edge; web');
  expect(found('shop/app in (api,proxy)', 'edge')).toBe('pods with app in (api,proxy) in namespace shop; api');
  const { metadata, ...rest } = pod('odd', { ip: '10.0.0.7' });
  const odd = (prefix: string) =>
    shopWith(live('web-1', 'web', '10.0.0.1'), { ...rest, metadata: { ...Object(metadata), labels: { [`${prefix}/app`]: 'odd' } } });
  expect(found('kops/app=odd', undefined, odd('kops'))).toBe('pods with kops/app=odd; odd');
  expect(found('shop/app=odd', undefined, odd('shop'))).toBe(
    'refused: shop/app=odd may be a label that begins with shop/, or app=odd in namespace shop: say which namespace with -n',
  );
  expect(found('shop/app=odd', 'shop', odd('shop'))).toBe('pods with shop/app=odd in namespace shop; odd');
});

test('a namespace makes a name unique, and limits labels', () => {
  expect(found('web', 'shop')).toBe('Deployment/shop/web; web-1; web-2');
  expect(found('app=web', 'edge')).toBe('pods with app=web in namespace edge; web');
});

test.each([
  ['web', 'web may be Deployment/shop/web, Deployment/edge/web: say which'],
  ['wbe-1', 'there is no workload, pod, Service or node wbe-1; did you mean Pod/shop/web-1?'],
  ['deploy/shop/xyzzy', 'there is no Deployment shop/xyzzy; there is Deployment/shop/web'],
  ['service/app', 'there is no Service app; did you mean Service/shop/api?'],
  ['svc/shpo/api', 'there is no Service shpo/api; did you mean Service/shop/api?'],
  ['cronjobs/web', 'there is no CronJob web: the input has no CronJob'],
  ['shpo/app=web', 'there is no namespace shpo with pods; did you mean shop?'],
  ['shop/app=nope', 'no pod in namespace shop has the labels app=nope'],
  ['shpo/', 'there is no namespace shpo with pods; did you mean shop?'],
  ['app=nope', 'no pod has the labels app=nope'],
  ['app=a b', 'app=a b is no label selector: write app=web, tier!=cache, "env in (a,b)" or !canary'],
  ['1.2.3.400', '1.2.3.400 is no address and no block of addresses'],
  ['10.0.0.0/33', '10.0.0.0/33 is no address and no block of addresses'],
  ['a/b/c/d', 'a/b/c/d names nothing: write KIND/NAMESPACE/NAME, NAMESPACE/NAME or NAME'],
  ['', 'an empty name names nothing'],
])('%s is refused in one line', (text, expected) => {
  expect(found(text).startsWith(`refused: ${expected}`) ? expected : found(text)).toBe(expected);
});

test('a Service without a selector or without pods', () => {
  const of = shopWith(
    service('out', 'shop', { ports: [{ port: 80 }] }),
    service('none', 'shop', { selector: { app: 'gone' }, ports: [{ port: 80 }] }),
  );
  expect(found('svc/out', undefined, of)).toBe('refused: Service/shop/out has no selector: ask about the addresses behind it');
  expect(found('svc/none', undefined, of)).toBe('refused: Service/shop/none selects no pod of the input');
});

test('an input without pods', () => {
  expect(found('web', undefined, networkOf([]))).toBe('refused: there is no web: the input has no pods');
});

test('IPv6 is part of the internet where the input has any', () => {
  const ranges = (of: Network) => {
    const subject = findSubject(of, 'internet', undefined);
    return 'refused' in subject ? [] : subject.ranges.map(rangeText);
  };
  expect(ranges(network).some((text) => text.includes(':'))).toBe(false);
  expect(ranges(networkOf([pod('a', { ip: '2001:db8::5' })])).some((text) => text.includes(':'))).toBe(true);
});

test('ports that nobody has', () => {
  expect(refusal(network, 'proxy', 'shop/web:web')).toBe('Deployment/shop/web has no port called web; it names http');
  expect(refusal(network, 'proxy', 'svc/api:81')).toBe('Service/shop/api has no port 81; it has 80 (web)');
  expect(refusal(network, 'proxy', 'shop/web:0')).toBe('0 is no port: ports are 1 to 65535');
  expect(refusal(network, 'proxy', 'shop/web:icmp/3')).toBe('icmp/3: the protocol of a port is tcp, udp or sctp');
  expect(refusal(network, 'proxy:80', 'shop/web')).toBe('proxy:80: only the receiver has a port');
  expect(refusal(network, 'proxy', '203.0.113.9:http')).toBe('203.0.113.9 has no ports by name: give a number');
  expect(refusal(network, 'proxy', '[2001:db8::1]:443')).toBeUndefined();
});
