// SPDX-License-Identifier: Apache-2.0
// What docs/guides/network.md says of the articles' policies, and of the set in examples/hardened that does what they say.
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { beforeAll, describe, expect, test } from 'vitest';
import { readPaths } from '../src/adapters/files/read-paths.ts';
import { compile, connectionsBetween, contains, explain, type Network, type Party } from '../src/engines/network/index.ts';
import { buildInventory } from '../src/model/inventory.ts';
import { readSource } from '../src/model/read.ts';
import { newestKubernetes } from '../src/model/version.ts';

const root = path.dirname(import.meta.dirname);
const shared = process.env['RAMPART_SHARED'] ?? path.join(root, '../shared');
const numbers = ['11', '12', '13', '14', '15', '16'];

/** The pods that the policies speak of, two of whose namespaces carry the labels that only the article's set asks for. */
const shop = [
  ...['production', 'kube-system'].map((name) => namespace(name, {})),
  namespace('monitoring', { name: 'monitoring' }),
  namespace('staging', { environment: 'staging' }),
  pod('kube-system', 'dns', { 'k8s-app': 'kube-dns' }),
  pod('kube-system', 'ingress-controller', { app: 'ingress-controller' }),
  pod('production', 'frontend', { app: 'frontend' }),
  pod('production', 'gateway', { app: 'api-gateway' }),
  pod('production', 'backend', { app: 'backend' }),
  pod('production', 'database', { app: 'database' }),
  pod('monitoring', 'prometheus', { 'app.kubernetes.io/name': 'prometheus' }),
  pod('staging', 'client', { app: 'test-client' }),
];

function namespace(name: string, labels: object): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'kubernetes.io/metadata.name': name, ...labels } } };
}

function pod(of: string, name: string, labels: object): object {
  const spec = { nodeName: name, containers: [{ name, image: `registry.example.com/${name}:1` }] };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: of, labels }, spec };
}

async function networkOf(folder: string): Promise<Network> {
  const { objects, problems } = await readPaths(numbers.map((number) => path.join(folder, `s1-${number}-*.yaml`)));
  expect(problems).toEqual([]);
  const text = shop.map((object) => JSON.stringify(object)).join('\n---\n');
  const own = readSource({ name: 'shop.yaml', text });
  return compile(buildInventory({ objects: [...own.objects, ...objects], problems: [], passedOver: 0 }, newestKubernetes));
}

type Flow = readonly [from: string, to: string, protocol: 'TCP' | 'UDP', port: number];

function partyOf({ endpoints }: Network, name: string): Party {
  return endpoints.find((endpoint) => endpoint.name === name) ?? { address: name };
}

function isAllowed(network: Network, [from, to, protocol, port]: Flow): boolean {
  const { allowed, unknown } = connectionsBetween(network, partyOf(network, from), partyOf(network, to)).verdict;
  expect(contains(unknown, protocol, port)).toBe(false);
  return contains(allowed, protocol, port);
}

const meant: readonly Flow[] = [
  ['frontend', 'backend', 'TCP', 8080],
  ['backend', 'database', 'TCP', 5432],
  ['frontend', 'dns', 'UDP', 53],
];
const outside = '203.0.113.7';

const inArticle = existsSync(path.join(shared, 'article')) || process.env['CI'] === 'true';
if (!inArticle)
  process.stderr.write(`skipped "the article's policies": missing ${path.join(shared, 'article')}: name it in RAMPART_SHARED\n`);

describe.skipIf(!inArticle)("the article's policies", () => {
  let network: Network;
  beforeAll(async () => {
    network = await networkOf(path.join(shared, 'article/manifests'));
  });

  test.each<Flow>([
    ...meant,
    ['ingress-controller', 'frontend', 'TCP', 8080],
    ['ingress-controller', 'gateway', 'TCP', 443],
    [outside, 'frontend', 'TCP', 443],
    ['frontend', 'dns', 'TCP', 53],
    ['backend', 'dns', 'TCP', 53],
  ])('refuse %s → %s %s %d', (...flow) => {
    expect(isAllowed(network, flow)).toBe(false);
  });

  test.each<Flow>([
    ['backend', 'dns', 'UDP', 53],
    ['backend', outside, 'UDP', 53],
    ['client', 'gateway', 'TCP', 443],
  ])('let through %s → %s %s %d', (...flow) => {
    expect(isAllowed(network, flow)).toBe(true);
  });

  test('each flow that was meant has one half of its rules', () => {
    const halves = (from: string, to: string, port: number) => {
      const { egress, ingress } = explain(network, partyOf(network, from), partyOf(network, to), { protocol: 'TCP', port });
      return [egress.answer, ingress.answer];
    };
    expect(halves('frontend', 'backend', 8080)).toEqual(['denied', 'allowed']);
    expect(halves('backend', 'database', 5432)).toEqual(['allowed', 'denied']);
  });
});

describe('the policies of examples/hardened', () => {
  let network: Network;
  beforeAll(async () => {
    network = await networkOf(path.join(root, 'examples/hardened'));
  });

  test.each<Flow>([...meant, ['backend', 'dns', 'TCP', 53], ['prometheus', 'backend', 'TCP', 9090], ['client', 'gateway', 'TCP', 8443]])(
    'let through %s → %s %s %d',
    (...flow) => {
      expect(isAllowed(network, flow)).toBe(true);
    },
  );

  test.each<Flow>([
    ['frontend', 'database', 'TCP', 5432],
    ['backend', outside, 'UDP', 53],
    ['prometheus', 'backend', 'TCP', 8080],
    ['client', 'backend', 'TCP', 8080],
    ['database', outside, 'TCP', 443],
    [outside, 'frontend', 'TCP', 443],
  ])('refuse %s → %s %s %d', (...flow) => {
    expect(isAllowed(network, flow)).toBe(false);
  });
});
