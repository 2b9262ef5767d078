// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { capabilitiesNotDropped } from './capabilities-not-dropped.ts';

const detailsOf = (capabilities: { readonly [key: string]: readonly string[] }, version?: string) =>
  evaluateOn(capabilitiesNotDropped, [podOf({ containers: [{ name: 'a', securityContext: { capabilities } }] })], version).findings.map(
    ({ detail }) => detail,
  );

test('what is kept and what is added are findings of their own', () => {
  expect(detailsOf({ add: ['CHOWN', 'SETUID', 'BPF'] })).toEqual([
    'container "a" must set securityContext.capabilities.drop=["ALL"]',
    'container "a" must not include "CHOWN" in securityContext.capabilities.add',
    'container "a" must not include "SETUID" in securityContext.capabilities.add',
  ]);
});

test('ALL counts in capitals alone, as the API server compares it', () => {
  expect(detailsOf({ drop: ['all'] })).toHaveLength(1);
  expect(detailsOf({ drop: ['NET_RAW', 'ALL'] })).toEqual([]);
});

test('who writes all is told of the capitals', () => {
  const notes = ['all', 'NET_RAW'].map((name) => {
    const pod = podOf({ containers: [{ name: 'a', securityContext: { capabilities: { drop: [name] } } }] });
    const remedy = evaluateOn(capabilitiesNotDropped, [pod]).findings[0]?.remedy;
    return remedy?.kind === 'patch' && remedy.note?.includes('capitals');
  });
  expect(notes).toEqual([true, false]);
});

test('the control exists since 1.22', () => {
  expect(detailsOf({}, '1.21')).toEqual([]);
  expect(detailsOf({}, '1.22')).toHaveLength(1);
});
