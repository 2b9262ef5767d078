// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { applyPatch } from '../../model/patch.ts';
import { valueAt } from '../../model/pointer.ts';
import { evaluateOn, pathsFound, podOf } from '../testing.ts';
import { addedCapabilities } from './added-capabilities.ts';

const adding = (...add: readonly string[]) => ({ containers: [{ name: 'a', securityContext: { capabilities: { add } } }] });

test('names are compared as the API server compares them', () => {
  expect(pathsFound(addedCapabilities, adding('CAP_CHOWN', 'chown', 'CHOWN', 'ALL'))).toHaveLength(3);
});

test('each finding names its own capability', () => {
  const { findings } = evaluateOn(addedCapabilities, [podOf(adding('BPF', 'NET_ADMIN'))]);
  expect(findings.map(({ detail }) => detail)).toEqual([
    'container "a" must not include "BPF" in securityContext.capabilities.add',
    'container "a" must not include "NET_ADMIN" in securityContext.capabilities.add',
  ]);
});

test('the list goes with its last capability', () => {
  const pod = podOf(adding('BPF'));
  const remedy = evaluateOn(addedCapabilities, [pod]).findings[0]?.remedy;
  const patched = remedy?.kind === 'patch' ? applyPatch(pod.body, remedy.patch) : undefined;
  expect(valueAt(patched, '/spec/containers/0/securityContext/capabilities')).toEqual({});
});
