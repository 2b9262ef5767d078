// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { defaultConfiguration } from '../../../src/engines/pod-security/index.ts';
import { field, isArray, type JsonObject } from '../../../src/model/json.ts';
import { valueAt } from '../../../src/model/pointer.ts';
import { generate, type Specimen } from './generate.ts';
import { namespaces } from './namespaces.ts';
import { createRandom } from './random.ts';
import { shrink } from './shrink.ts';
import { ourVerdict, standardsIn, theirVerdict, type Verdict } from './verdict.ts';

const specimens = (seed: number, count: number): Specimen[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => generate(random));
};

test('a seed repeats', () => {
  expect(specimens(7, 50)).toEqual(specimens(7, 50));
  expect(specimens(7, 5)).not.toEqual(specimens(8, 5));
});

test('specimens stand on both sides of the border, and some cannot be decoded', () => {
  const strict = namespaces.find(({ name }) => name === 'restricted-latest');
  const kinds = specimens(1, 500).map((specimen) => strict && ourVerdict(specimen, strict, defaultConfiguration).kind);
  for (const kind of ['admitted', 'refused', 'undecodable']) expect(kinds.filter((other) => other === kind).length).toBeGreaterThan(5);
});

test('shrinking leaves what makes the difference', async () => {
  const body: JsonObject = {
    spec: { hostPID: true, os: { name: 'linux' }, containers: [{ name: 'a' }, { name: 'b', image: 'x', ports: [{}] }] },
  };
  const { body: smallest } = await shrink({ resource: 'pods', templatePath: '', body }, async (smaller) => {
    const containers = valueAt(smaller.body, '/spec/containers');
    return isArray(containers) && containers.some((container) => field(container, 'image') === 'x');
  });
  expect(smallest).toEqual({ spec: { containers: [{ image: 'x' }] } });
});

function answer(status: number, message = '', warning?: string): Verdict {
  return theirVerdict({ status, headers: warning === undefined ? {} : { warning }, body: { message } });
}

describe('the answers of the API server', () => {
  test('warnings are unquoted, read as UTF-8, and those of others left out', () => {
    const header = '299 - "volume is \\"deprecated\\"", 299 - "would violate PodSecurity \\"baseline:latest\\": x (\\\\ é)"';
    const asNodeReadsIt = Buffer.from(header, 'utf8').toString('latin1');
    expect(answer(201, '', asNodeReadsIt)).toEqual({ kind: 'admitted', warning: 'would violate PodSecurity "baseline:latest": x (\\ é)' });
  });

  test('refusals of PodSecurity count, others do not', () => {
    expect(answer(403, 'pods "a" is forbidden: violates PodSecurity').kind).toBe('refused');
    expect(answer(403, 'pods "a" is forbidden: no service account').kind).toBe('unjudged');
    expect(answer(422, 'Pod "a" is invalid').kind).toBe('unjudged');
    expect(answer(400).kind).toBe('undecodable');
    expect(() => answer(500, 'oops')).toThrow('500 oops');
  });

  test('an admitted Pod was judged by two standards', () => {
    const pod: Specimen = { resource: 'pods', templatePath: '', body: {} };
    expect(standardsIn(pod, answer(201))).toBe(2);
    expect(standardsIn({ ...pod, resource: 'deployments' }, answer(201))).toBe(1);
    expect(standardsIn(pod, answer(403, 'violates PodSecurity'))).toBe(1);
    expect(standardsIn(pod, answer(422))).toBe(0);
  });
});
