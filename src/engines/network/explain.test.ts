// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { explain } from './explain.ts';
import { namespace, networkOf, party, pod, policy } from './testing.ts';

const rule = { from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 80 }] };
const network = networkOf([
  namespace('shop'),
  pod('web'),
  pod('api'),
  pod('other'),
  policy({ podSelector: { matchLabels: { app: 'api' } }, ingress: [rule] }, 'to-api'),
]);
const why = (from: string, to: string, port: number) =>
  explain(network, party(network, from), party(network, to), { protocol: 'TCP', port });

test('the rule that allows is named', () => {
  expect(why('web', 'api', 80)).toMatchObject({
    answer: 'allowed',
    egress: { answer: 'allowed', reasons: [{ kind: 'default', isSelected: false }] },
    ingress: { answer: 'allowed', reasons: [{ kind: 'rule', action: 'allow', policy: { name: 'to-api' }, pointer: '/spec/ingress/0' }] },
  });
});

test('where no rule matches, the policies that isolate are named, and what the nearest rules miss', () => {
  const isolated = { kind: 'isolated', policies: [{ name: 'to-api' }], doubts: [] };
  expect(why('web', 'api', 81).ingress).toMatchObject({
    answer: 'denied',
    reasons: [{ ...isolated, nearest: [{ pointer: '/spec/ingress/0', misses: 'ports' }] }],
  });
  expect(why('other', 'api', 80).ingress).toMatchObject({ answer: 'denied', reasons: [{ ...isolated, nearest: [{ misses: 'peer' }] }] });
  expect(why('other', 'api', 81).ingress).toMatchObject({ reasons: [{ nearest: [] }] });
});

test('a pod and itself need no policy', () => {
  expect(why('api', 'api', 81)).toMatchObject({ answer: 'allowed', always: 'yes', ingress: { answer: 'denied' } });
});

test('what is not known says why', () => {
  const open = networkOf([
    pod('web'),
    pod('far', { namespace: 'bank' }),
    policy({ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'a' } } }] }] }),
  ]);
  const { answer, ingress } = explain(open, party(open, 'far'), party(open, 'web'), { protocol: 'TCP', port: 80 });
  expect(answer).toBe('unknown');
  expect(ingress.reasons).toMatchObject([
    { kind: 'rule', doubts: ['the labels of the namespace bank may not be known'] },
    { kind: 'isolated' },
  ]);
});

test('an address is asked for by its text, and anything else is refused', () => {
  expect(why('8.8.8.8', 'api', 80).answer).toBe('denied');
  expect(() => why('no address', 'api', 80)).toThrow(RangeError);
});
