// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { isLabelText, parseLabels } from './label-query.ts';

test.each([
  ['app=web', { matchLabels: { app: 'web' } }],
  ['app==web', { matchLabels: { app: 'web' } }],
  ['operator=x, example.com/tier=front', { matchLabels: { operator: 'x', 'example.com/tier': 'front' } }],
  ['tier!=cache', { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['cache'] }] }],
  ['env in (a, b)', { matchExpressions: [{ key: 'env', operator: 'In', values: ['a', 'b'] }] }],
  [
    'env notin (a),app',
    {
      matchExpressions: [
        { key: 'env', operator: 'NotIn', values: ['a'] },
        { key: 'app', operator: 'Exists' },
      ],
    },
  ],
  ['!canary', { matchExpressions: [{ key: 'canary', operator: 'DoesNotExist' }] }],
])('%s', (text, expected) => {
  expect(isLabelText(text)).toBe(true);
  expect(parseLabels(text)).toEqual({ selector: expected });
});

test.each(['app=', '=web', 'app=a b', 'env in ()', 'env in (a', 'app=web,,x', ','])('%s', (text) => {
  const parsed = parseLabels(text);
  if (text === 'app=') expect(parsed).toEqual({ selector: { matchLabels: { app: '' } } });
  else expect(parsed).toHaveProperty('refused');
});

test.each(['web', 'shop/web', 'shop/', '10.0.0.0/8', 'internet', 'deploy/shop/web-in-prod'])('%s is no selector', (text) => {
  expect(isLabelText(text)).toBe(false);
});
