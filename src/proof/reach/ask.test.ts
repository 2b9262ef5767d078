// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectionsBetween, contains } from '../../engines/network/index.ts';
import { namespace, networkOf, pod, policy } from '../../engines/network/testing.ts';
import type { JsonObject } from '../../model/json.ts';
import { asked, deployment, outcomes, service, shop, shopWith } from './testing.ts';

const network = shopWith();

test('yes, no, and the rule that decides', () => {
  const yes = asked(network, 'web', 'api:http', 'shop');
  expect(yes.answer).toBe('yes');
  expect(yes.outcomes[0]?.parts[0]?.explanation.ingress).toMatchObject({
    answer: 'allowed',
    reasons: [{ kind: 'rule', policy: { name: 'api' }, pointer: '/spec/ingress/0' }],
  });
  const no = asked(network, 'proxy', 'api:8080');
  expect(no.answer).toBe('no');
  expect(no.outcomes[0]?.parts[0]?.explanation.ingress.reasons).toMatchObject([
    { kind: 'isolated', policies: [{ name: 'api' }, { name: 'deny' }], nearest: [{ policy: { name: 'api' }, misses: 'peer' }] },
  ]);
});

test('a number is TCP; another protocol is another port', () => {
  expect(asked(network, 'web', 'shop/api:8080').answer).toBe('yes');
  expect(asked(network, 'web', 'shop/api:udp/8080').answer).toBe('no');
  expect(asked(network, 'web', 'shop/api:metrics').answer).toBe('no');
  expect(asked(network, 'web', 'shop/api:8080-8081').answer).toBe('some');
});

test('the port of a Service is the port of its pods; a headless one translates nothing', () => {
  expect(asked(network, 'web', 'service/shop/api:80').answer).toBe('yes');
  expect(asked(network, 'web', 'service/shop/api:web').answer).toBe('yes');
  const headless = shopWith(
    service('bare', 'shop', { clusterIP: 'None', selector: { app: 'api' }, ports: [{ port: 80, targetPort: 8080 }] }),
  );
  expect(asked(headless, 'web', 'service/shop/bare:80').answer).toBe('no');
  expect(asked(headless, 'web', 'service/shop/bare:8080').answer).toBe('yes');
});

test('without a port the answer says what gets through', () => {
  const reach = asked(network, 'web', 'shop/api');
  expect(outcomes(network, reach)).toEqual(['yes: Deployment/shop/web → Deployment/shop/api (TCP 8080)']);
});

test('groups whose answers differ are every pair of their lists', () => {
  const reach = asked(network, 'app in (web,proxy)', 'shop/');
  expect(reach.answer).toBe('differs');
  expect(outcomes(network, reach)).toEqual([
    'no: Deployment/shop/web, Deployment/edge/proxy → Deployment/shop/web',
    'no: Deployment/edge/proxy → Deployment/shop/api',
    'yes: Deployment/shop/web → Deployment/shop/api (TCP 8080)',
  ]);
});

test('a named port is each receiver’s own; who has none is told apart', () => {
  const other = shopWith(deployment('old', 'shop', [{ name: 'http', containerPort: 3000 }]), deployment('mute', 'shop', []));
  const reach = asked(other, 'proxy', 'shop/:http');
  expect(reach.portless.flatMap(({ members }) => members.map(({ name }) => name))).toEqual(['mute']);
  expect(new Set(reach.outcomes.map(({ asked: set }) => set.join())).size).toBe(2);
});

test('the outside in parts that a block tells apart', () => {
  const partly = networkOf([
    ...shop,
    policy(
      {
        podSelector: { matchLabels: { app: 'web' } },
        ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [{ port: 8080 }] }],
      },
      'partner',
    ),
  ]);
  expect(asked(partly, '203.0.113.0/25', 'web:8080').answer).toBe('yes');
  expect(asked(partly, '198.51.100.7', 'web:8080').answer).toBe('no');
  expect(outcomes(partly, asked(partly, '203.0.112.0/23', 'web:8080'))).toEqual([
    'no: 203.0.112.0/24 → Deployment/shop/web',
    'yes: 203.0.113.0/24 → Deployment/shop/web (TCP 8080)',
  ]);
});

test('what is not known is unknown, with the reason', () => {
  const doubtful = networkOf([
    pod('web'),
    pod('api'),
    policy({ podSelector: { matchLabels: { app: 'api' } }, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'a' } } }] }] }),
  ]);
  const reach = asked(doubtful, 'web', 'api:8080');
  expect(reach.answer).toBe('unknown');
  expect(
    JSON.stringify(reach.outcomes[0]?.parts[0]?.explanation.ingress.reasons.map((reason) => 'doubts' in reason && reason.doubts)),
  ).toContain('the labels of the namespace shop may not be known');
});

test('a pod and itself', () => {
  const single = networkOf([pod('a'), policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] })]);
  expect(asked(single, 'a', 'a:8080')).toMatchObject({ answer: 'yes', outcomes: [{ parts: [{ explanation: { always: 'yes' } }] }] });
  // A workload's pods are several, and one is not another.
  expect(asked(network, 'shop/web', 'shop/web:8080').answer).toBe('no');
});

test('every pair is in one group, with the verdict of the pair', () => {
  const labels = ['a', 'b', 'c', 'd'] as const;
  const rule = fc.record({ to: fc.constantFrom(...labels), from: fc.constantFrom(...labels), port: fc.constantFrom(80, 8080) });
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 6 }), (rules) => {
      const policies = rules.map(
        ({ to, from, port }, index): JsonObject =>
          policy(
            {
              podSelector: { matchLabels: { app: to } },
              ingress: [{ from: [{ podSelector: { matchLabels: { app: from } } }], ports: [{ port }] }],
            },
            `p${index}`,
          ),
      );
      const drawn = networkOf([namespace('shop'), ...labels.map((name) => pod(name)), ...policies]);
      const reach = asked(drawn, 'shop/', 'shop/:8080');
      let pairs = 0;
      for (const { senders, receivers, answer } of reach.outcomes) {
        for (const from of senders.flatMap(({ members }) => members)) {
          for (const to of receivers.flatMap(({ members }) => members)) {
            if (from === to) continue;
            pairs++;
            expect(answer).toBe(contains(connectionsBetween(drawn, from, to).verdict.allowed, 'TCP', 8080) ? 'yes' : 'no');
          }
        }
      }
      expect(pairs).toBe(labels.length * (labels.length - 1));
    }),
    { numRuns: 60 },
  );
});
