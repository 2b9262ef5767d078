// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { kyvernoExceptionWide } from './kyverno-exception-wide.ts';

const found = (match: object) => {
  const object = objectOf({ apiVersion: 'kyverno.io/v2', kind: 'PolicyException', metadata: { name: 'a' }, spec: { match: { ...match } } });
  return evaluateOn(kyvernoExceptionWide, [object]).findings.length;
};

test('one clause limits all, none limits any', () => {
  const open = { resources: { kinds: ['Pod'] } };
  const limited = { resources: { namespaces: ['shop'] } };
  expect(found({ all: [open, limited] })).toBe(0);
  expect(found({ any: [open, limited] })).toBe(1);
  expect(found({ any: [{ resources: { selector: { matchLabels: { app: 'a' } } } }] })).toBe(0);
});
