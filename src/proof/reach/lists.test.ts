// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { connectionsText, type Network } from '../../engines/network/index.ts';
import { networkOf, pod, policy } from '../../engines/network/testing.ts';
import { findSubject } from './find-subject.ts';
import { type Listed, reachedBy, reachersOf } from './lists.ts';
import { matrixEdges, matrixOf, shadeOf } from './matrix.ts';
import { parseTarget } from './question.ts';
import { deployment, shopWith } from './testing.ts';

const texts = (listed: readonly Listed[]) =>
  listed.map(({ name, allowed, unknown, uneven }) => {
    const perhaps = unknown.length === 0 ? '' : `, perhaps ${connectionsText(unknown)}`;
    return `${name}: ${connectionsText(allowed)}${perhaps}${uneven ? ' (some)' : ''}`;
  });

function from(network: Network, text: string): string[] {
  const subject = findSubject(network, text, undefined);
  return 'refused' in subject ? [subject.refused] : texts(reachedBy(network, subject));
}

function to(network: Network, text: string): string[] {
  const target = parseTarget(network, text, undefined);
  return 'refused' in target ? [target.refused] : texts(reachersOf(network, target.to, target.port));
}

const network = shopWith();

test('whom a workload reaches, and who reaches it', () => {
  expect(from(network, 'web')).toEqual([
    'Deployment/shop/api: TCP 8080',
    'Deployment/edge/proxy: all connections',
    '0.0.0.0/0, ::/0: all connections',
  ]);
  expect(to(network, 'Deployment/shop/api')).toEqual(['Deployment/shop/web: TCP 8080']);
  expect(to(network, 'Deployment/shop/api:metrics')).toEqual([]);
  expect(to(network, 'service/shop/api:80')).toEqual(['Deployment/shop/web: TCP 8080']);
});

test('a namespace as a whole: what some of it may do', () => {
  expect(from(network, 'shop/')).toContain('Deployment/shop/api: TCP 8080 (some)');
});

test('the outside reaches nobody outside', () => {
  expect(from(network, 'internet')).toEqual(['Deployment/edge/proxy: all connections']);
});

test('a single pod is not listed as reaching itself', () => {
  const single = networkOf([pod('a'), pod('b'), policy({ podSelector: {}, policyTypes: ['Egress'] })]);
  expect(from(single, 'a')).toEqual([]);
});

test('the matrix has an edge for what is allowed or unknown, and no other', () => {
  const matrix = matrixOf(network, undefined, 60);
  expect(matrix.nodes.map(({ short }) => short)).toEqual(['proxy', 'api', 'web', 'internet']);
  const edges = [...matrixEdges(matrix)].map(
    (edge) => `${matrix.nodes[edge.from]?.short} ${matrix.nodes[edge.to]?.short} ${shadeOf(edge)}`,
  );
  expect(edges).toEqual([
    'proxy proxy all',
    'proxy internet all',
    'api proxy all',
    'api internet all',
    'web proxy all',
    'web api some',
    'web internet all',
    'internet proxy all',
  ]);
});

test('too many workloads are told by namespace; -n tells one of them', () => {
  const byNamespace = matrixOf(network, undefined, 2);
  expect(byNamespace).toMatchObject({ level: 'namespace', workloads: 3 });
  expect(byNamespace.nodes.map(({ name }) => name)).toEqual(['namespace edge', 'namespace shop', 'the internet']);
  const edges = [...matrixEdges(byNamespace)].map((edge) => `${edge.from} ${edge.to} ${shadeOf(edge)}`);
  expect(edges).toContain('1 1 some');
  expect(matrixOf(network, 'edge', 2).nodes.map(({ name }) => name)).toEqual(['Deployment/edge/proxy', 'the internet']);
});

test('names that two kinds share keep their kind', () => {
  const job = { ...deployment('web', 'shop'), kind: 'ReplicaSet' };
  expect(matrixOf(shopWith(job), 'shop', 60).nodes.map(({ short }) => short)).toEqual([
    'api',
    'Deployment/web',
    'ReplicaSet/web',
    'internet',
  ]);
});
