// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { compile, type Network } from '../../engines/network/index.ts';
import { allowRule } from '../../harden/network-policies/allow-rule.ts';
import { buildInventory } from '../../model/inventory.ts';
import { readSource } from '../../model/read.ts';
import { newestKubernetes } from '../../model/version.ts';
import { matrixOf } from '../../proof/reach/matrix.ts';
import { asked } from '../../proof/reach/testing.ts';
import { nothingUnknown } from '../../proof/reach/unknowns.ts';
import { columns, page } from '../style.ts';
import { matrixCsv, matrixDot, matrixJson } from './matrix-data.ts';
import { matrixSvg } from './matrix-svg.ts';
import { renderMatrix } from './matrix-table.ts';
import { reachData } from './reach-data.ts';
import { renderReach } from './reach-table.ts';
import { quoteRule } from './rule-quote.ts';

const deployment = (name: string, port: number, namespace = 'shop') => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: a, image: a, ports: [{ name: http, containerPort: ${port} }] }] }
`;
const text = [
  deployment('web', 8080),
  deployment('db', 5432),
  `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  podSelector:
    matchLabels: { app: db }
  ingress:
    - from:
        - podSelector: {}
      ports: [{ port: 5432 }]
`,
].join('---\n');
const textOf = (source: string) => (source === 'shop.yaml' ? text : undefined);
const network = networkIn(text);
const whole = { complete: true, unknown: nothingUnknown, problems: [] };

function networkIn(content: string): Network {
  return compile(buildInventory(readSource({ name: 'shop.yaml', text: content }), newestKubernetes));
}

function rendered(to: string, width: number, isWhy = true): string {
  const reach = asked(network, 'web', to);
  const rule = isWhy ? allowRule(network, reach) : undefined;
  return renderReach({ network, reach, isWhy, notes: [], ...(rule === undefined ? {} : { rule }) }, textOf, page(width, false));
}

test('yes, with the rule as it stands in its file', () => {
  expect(rendered('db:5432', 80)).toMatchInlineSnapshot(`
    "yes  Deployment/shop/web → Deployment/shop/db, TCP 5432

      ✓ egress   allowed  no policy selects it, so everything is

      ✓ ingress  allowed  a rule allows this
          NetworkPolicy/shop/db spec.ingress[0]  shop.yaml:26
            26 │ - from:
            27 │     - podSelector: {}
            28 │   ports: [{ port: 5432 }]

    "
  `);
});

test('no, with the nearest rule and what would allow it', () => {
  expect(rendered('db:5433', 80)).toMatchInlineSnapshot(`
    "no  Deployment/shop/web → Deployment/shop/db, TCP 5433

      ✓ egress   allowed  no policy selects it, so everything is

      ✗ ingress  denied   a policy selects it, and no rule allows this
          NetworkPolicy/shop/db  shop.yaml:23
            23 │ podSelector:
            24 │   matchLabels: { app: db }

          nearest
          NetworkPolicy/shop/db spec.ingress[0]  shop.yaml:26
            has this sender, but other ports
            26 │ - from:
            27 │     - podSelector: {}
            28 │   ports: [{ port: 5432 }]

    What would allow it. Tried: with this policy the answer is yes; between
    workloads nothing else changes.

        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: from-web
          namespace: shop
        spec:
          podSelector:
            matchLabels:
              app: db
          policyTypes:
            - Ingress
          ingress:
            - from:
                - podSelector:
                    matchLabels:
                      app: web
              ports:
                - protocol: TCP
                  port: 5433

    "
  `);
});

test.each([40, 80, 160])('nothing is wider than %i columns', (width) => {
  for (const to of ['db:5432', 'db:5433', 'db', 'shop/', '203.0.113.0/24:443']) {
    for (const isWhy of [true, false]) {
      const wide = rendered(to, width, isWhy)
        .split('\n')
        // YAML to copy is not cut, and a name stands whole on its line.
        .filter((line) => columns(line) > width && !/^ {4}\s*[\w-]+:|^ {6}\w+Policy\//.test(line));
      expect(wide).toEqual([]);
    }
  }
  const matrix = renderMatrix(matrixOf(network, undefined, 60), whole, page(width, false), false);
  expect(matrix.split('\n').filter((line) => columns(line) > width)).toEqual([]);
});

test('the matrix in the terminal', () => {
  expect(renderMatrix(matrixOf(network, undefined, 60), whole, page(80, false), false)).toMatchInlineSnapshot(`
    "Who reaches whom: 2 workloads and the internet. Rows send, columns receive.

                  1 2 3
    shop
     1   db       ◐ ● ●
     2   web      ◐ ● ●

     3   internet · ● ·

    ● everything   ◐ some ports or pods   ? unknown   · nothing

    ◐ shop/db → shop/db: TCP 5432
    ◐ shop/web → shop/db: TCP 5432
    "
  `);
});

test('the same for other programs', () => {
  const matrix = matrixOf(network, undefined, 60);
  const data = JSON.parse([...matrixJson(matrix, whole)].join(''));
  expect(data.nodes).toHaveLength(3);
  expect(data.edges).toContainEqual({
    from: 'Deployment/shop/web',
    to: 'Deployment/shop/db',
    allowed: 'TCP 5432',
    unknown: null,
    uneven: false,
  });
  expect([...matrixCsv(matrix)]).toContain('Deployment/shop/web,Deployment/shop/db,TCP 5432,,no\r\n');
  expect([...matrixDot(matrix)].join('')).toContain('"Deployment/shop/web" -> "Deployment/shop/db" [label="TCP 5432"];');
  const reach = reachData({ network, reach: asked(network, 'web', 'db:5432'), isWhy: false, notes: [] }, textOf, whole);
  expect(reach).toMatchObject({
    answer: 'yes',
    complete: true,
    groups: [
      {
        from: ['Deployment/shop/web'],
        allowed: 'TCP 5432',
        why: [{ ingress: { reasons: [{ policy: 'NetworkPolicy/shop/db', field: 'spec.ingress[0]', source: 'shop.yaml', line: 26 }] } }],
      },
    ],
  });
});

test('the picture has every name and every edge, follows the theme, and takes no markup from the input', () => {
  const hostile = deployment('web', 8080).replaceAll('web', '"<script>&amp;"').replaceAll('namespace: shop', 'namespace: "<b>"');
  for (const of of [network, networkIn(`${text}---\n${hostile}`)]) {
    const svg = [...matrixSvg(matrixOf(of, undefined, 60))].join('');
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(svg).toContain('Deployment/shop/web → Deployment/shop/db: TCP 5432');
    expect(svg).not.toMatch(/<script>|<b>|NaN|undefined|Infinity/);
    const tags = [...svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)];
    const open = tags.filter(([, close, , empty]) => close === '' && empty === '').length;
    expect(tags.filter(([, close]) => close === '/')).toHaveLength(open);
  }
});

test('JSON in one line is quoted as YAML, and nothing is quoted from a text that is gone', () => {
  const [policy] = network.policies.map(({ policy: { object } }) => object);
  if (policy === undefined) throw new RangeError('there is a policy');
  expect(quoteRule(policy, '/spec/ingress/0', () => undefined)).toMatchObject({
    place: 'shop.yaml',
    lines: [{ text: 'from:' }, {}, {}, {}],
  });
  const long = JSON.stringify({ ...policy.body, padding: 'x'.repeat(400) });
  const [again] = networkIn(long).policies.map(({ policy: { object } }) => object);
  expect(again && quoteRule(again, '/spec/ingress/0', () => long)).toMatchObject({
    place: 'shop.yaml:1',
    lines: [{ text: 'from:' }, {}, {}, {}],
  });
});
