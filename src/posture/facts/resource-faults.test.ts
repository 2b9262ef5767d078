// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { field, isObject, type JsonObject } from '../../model/json.ts';
import { applyPatch } from '../../model/patch.ts';
import { valueAt } from '../../model/pointer.ts';
import type { Remedy } from '../check.ts';
import { evaluateOn, podOf } from '../testing.ts';
import { memoryLimit } from '../workload/memory-limit.ts';
import { memoryRequest } from '../workload/memory-request.ts';

const container = (resources: JsonObject, name = 'a') => ({ name, image: 'a', resources });

function patched(check: typeof memoryLimit, spec: JsonObject): JsonObject {
  const pod = podOf(spec);
  const patches = evaluateOn(check, [pod]).findings.map(({ remedy }) => patchOf(remedy));
  const [first = []] = patches;
  const result = field(applyPatch(pod.body, first), 'spec');
  return isObject(result) ? result : {};
}

function patchOf(remedy: Remedy | undefined) {
  return remedy?.kind === 'patch' ? remedy.patch : [];
}

test('a limit is never set below the request', () => {
  const spec = { containers: [container({ requests: { memory: '1Gi' } })] };
  expect(valueAt(patched(memoryLimit, spec), '/containers/0/resources/limits/memory')).toBe('1Gi');
  const small = { containers: [container({ requests: { memory: '64Mi' } })] };
  expect(valueAt(patched(memoryLimit, small), '/containers/0/resources/limits/memory')).toBe('256Mi');
});

test('a request is never set above the limit', () => {
  const spec = { containers: [container({ requests: { memory: '0' }, limits: { memory: '32Mi' } })] };
  expect(valueAt(patched(memoryRequest, spec), '/containers/0/resources/requests/memory')).toBe('32Mi');
});

test('a pod that shares its request is given a limit to share, which no limit of a container exceeds', () => {
  const spec = { resources: { requests: { memory: '300Mi' } }, containers: [container({}), container({ limits: { memory: '2Gi' } }, 'b')] };
  expect(valueAt(patched(memoryLimit, spec), '/resources/limits/memory')).toBe('2Gi');
});

test('resources of the pod are passed over before 1.34', () => {
  const pod = podOf({ resources: { requests: { memory: '1Gi' } }, containers: [container({})] });
  expect(evaluateOn(memoryRequest, [pod], '1.33').findings).toHaveLength(1);
  expect(evaluateOn(memoryRequest, [pod], '1.34').findings).toHaveLength(0);
});

test('ephemeral containers cannot have resources', () => {
  const pod = podOf({ ephemeralContainers: [{ name: 'debug', image: 'a' }] });
  expect(evaluateOn(memoryLimit, [pod]).findings).toEqual([]);
  expect(evaluateOn(memoryRequest, [pod]).findings).toEqual([]);
});
