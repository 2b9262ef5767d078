// SPDX-License-Identifier: Apache-2.0
// examples/network, asked as `rampart reach` asks: with the articles' policies each connection that is meant is denied by one half, with
// the example's own the allowed pairs are exactly those that are meant.
import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { readPaths } from '../src/adapters/files/read-paths.ts';
import { compile, edgesOf, type Network } from '../src/engines/network/index.ts';
import { buildInventory } from '../src/model/inventory.ts';
import { newestKubernetes } from '../src/model/version.ts';
import { catalogue } from '../src/posture/catalogue.ts';
import { evaluate } from '../src/posture/evaluate.ts';
import { testTime } from '../src/posture/testing.ts';
import { asked } from '../src/proof/reach/testing.ts';
import { placeName, workloadPlaces } from '../src/proof/reach/places.ts';

const root = path.dirname(import.meta.dirname);
const example = path.join(root, 'examples/network');
const shared = process.env['RAMPART_SHARED'] ?? path.resolve(root, '../shared');
const article = path.join(shared, 'article/manifests');

async function networkOf(...paths: readonly string[]): Promise<Network> {
  return compile(buildInventory(await readPaths(paths), newestKubernetes));
}

const meant = [
  ['ingress-nginx-controller', 'service/frontend:80'],
  ['frontend', 'backend:8080'],
  ['backend', 'database:5432'],
  ['prometheus', 'backend:9090'],
  ['frontend', 'coredns:udp/53'],
  ['database', 'coredns:tcp/53'],
] as const;

test.skipIf(!existsSync(article))('the policies by halves: denied, and by which half', async () => {
  const policies = globSync('s1-1[1-6]-*.yaml', { cwd: article }).map((file) => path.join(article, file));
  expect(policies).toHaveLength(6);
  const network = await networkOf(path.join(example, 'workloads.yaml'), ...policies);
  const halves = meant.map(([from, to]) => {
    const reach = asked(network, from, to);
    const { egress, ingress } = reach.outcomes[0]?.parts[0]?.explanation ?? {};
    return `${from} → ${to}: ${reach.answer}, egress ${egress?.answer}, ingress ${ingress?.answer}`;
  });
  expect(halves).toEqual([
    'ingress-nginx-controller → service/frontend:80: no, egress allowed, ingress denied',
    'frontend → backend:8080: no, egress denied, ingress allowed',
    'backend → database:5432: no, egress allowed, ingress denied',
    'prometheus → backend:9090: no, egress allowed, ingress denied',
    'frontend → coredns:udp/53: no, egress denied, ingress allowed',
    'database → coredns:tcp/53: no, egress denied, ingress allowed',
  ]);
  expect(asked(network, 'backend', 'coredns:udp/53').answer).toBe('yes');
  expect(asked(network, 'backend', 'coredns:tcp/53').answer).toBe('no');
  // A list of peers that is empty is everybody: this is how the back end may send to any address.
  expect(asked(network, 'backend', '203.0.113.9:udp/53').answer).toBe('yes');
});

test('the policies as a whole: what is meant, and nothing else', async () => {
  const network = await networkOf(example);
  for (const [from, to] of meant) expect([from, to, asked(network, from, to).answer]).toEqual([from, to, 'yes']);
  const inside = new Set(workloadPlaces(network, 'production').map(placeName));
  const places = workloadPlaces(network);
  const edges = [...edgesOf(network, places, places)]
    .filter(
      ({ from, to, verdict }) =>
        (inside.has(placeName(from)) || inside.has(placeName(to))) && verdict.allowed.length + verdict.unknown.length > 0,
    )
    .map(({ from, to }) => `${placeName(from)} → ${placeName(to)}`);
  expect(edges.toSorted()).toEqual([
    'Deployment/ingress-nginx/ingress-nginx-controller → Deployment/production/frontend',
    'Deployment/production/backend → Deployment/kube-system/coredns',
    'Deployment/production/backend → StatefulSet/production/database',
    'Deployment/production/frontend → Deployment/kube-system/coredns',
    'Deployment/production/frontend → Deployment/production/backend',
    'StatefulSet/monitoring/prometheus → Deployment/production/backend',
    'StatefulSet/production/database → Deployment/kube-system/coredns',
  ]);
  for (const [from, to] of [
    ['frontend', 'database:5432'],
    ['internet', 'production/'],
    ['production/', 'internet'],
    ['prometheus', 'database:9090'],
    ['frontend', 'backend:9090'],
  ] as const)
    expect([from, to, asked(network, from, to).answer]).toEqual([from, to, 'no']);
});

test('a scan of the example finds nothing of medium severity or higher, and of low only the tokens that three programs need', async () => {
  const { findings } = evaluate(buildInventory(await readPaths([example]), newestKubernetes), catalogue, testTime);
  const told = findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ check, severity, object }) => `${severity} ${check} ${object.name}`);
  expect(told.toSorted()).toEqual([
    'low service-account-token coredns',
    'low service-account-token ingress-nginx-controller',
    'low service-account-token prometheus',
  ]);
  expect(findings.filter(({ verdict }) => verdict === 'unknown')).toEqual([]);
});
