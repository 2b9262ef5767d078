// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, pathsFound, podOf } from '../testing.ts';
import { privilegedContainer } from './privileged-container.ts';

const container = (name: string) => ({ name, image: name, securityContext: { privileged: true } });

test('init and ephemeral containers count', () => {
  expect(pathsFound(privilegedContainer, { initContainers: [container('a')], ephemeralContainers: [container('b')] })).toEqual([
    '/spec/initContainers/0/securityContext/privileged',
    '/spec/ephemeralContainers/0/securityContext/privileged',
  ]);
});

test('each finding names its own container', () => {
  const { findings } = evaluateOn(privilegedContainer, [podOf({ containers: [container('a'), container('b')] })]);
  expect(findings.map(({ reason, detail }) => [reason, detail])).toEqual([
    ['privileged', 'container "a" must not set securityContext.privileged=true'],
    ['privileged', 'container "b" must not set securityContext.privileged=true'],
  ]);
});

test('a word in place of true never passes', () => {
  const { findings } = evaluateOn(privilegedContainer, [podOf({ containers: [{ name: 'a', securityContext: { privileged: 'true' } }] })]);
  expect(findings.map(({ verdict }) => verdict)).toEqual(['unknown']);
});
