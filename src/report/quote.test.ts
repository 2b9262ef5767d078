// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { readSource } from '../model/read.ts';
import { holdsSecrets } from '../model/redact.ts';
import type { Finding } from '../posture/finding.ts';
import { maskedText } from './masked-text.ts';
import { fieldPath, quoteOf } from './quote.ts';

const text = `# shop
apiVersion: v1
kind: Pod
metadata:
  name: a
spec:
  containers:
    - name: api # the api
      env:
        - name: PASSWORD
          value: hunter2 # secret
      args: ["--token", "abc"]
---
apiVersion: v1
kind: Secret
metadata:
  name: b
data:
  password: aHVudGVyMg==
---
apiVersion: v1
kind: Pod
metadata: { name: c }
spec: { containers: [{ name: x, env: [{ name: A, value: hunter1 }, { name: B, value: hunter2 }] }] }
---
{ apiVersion: v1, kind: List, items: [{ apiVersion: v1, kind: Secret, metadata: { name: d }, data: { a: aHVudGVyMw== } }, { apiVersion: v1, kind: Pod, metadata: { name: e }, spec: { hostPID: true, containers: [] } }] }
`;
const { objects } = readSource({ name: 'a.yaml', text });

function quote(name: string, path: string, more: Partial<Finding> = {}) {
  const object = objects.find((candidate) => candidate.name === name);
  if (object === undefined) throw new Error(`no object ${name}`);
  const { origin, apiVersion, kind, namespace } = object;
  const finding: Finding = {
    check: 'x',
    verdict: 'fail',
    severity: 'low',
    object: { apiVersion, kind, namespace, name },
    origin,
    path,
    absent: [],
    reason: 'r',
    detail: 'd',
    ...more,
  };
  return quoteOf(
    finding,
    maskedText(
      () => text,
      [finding],
      objects.filter(holdsSecrets).map((secret) => secret.origin),
    ),
  );
}

const underlined = (found: ReturnType<typeof quote>) =>
  found === undefined ? undefined : [found.number, found.text.slice(found.from, found.to)];

describe('what is underlined', () => {
  test('key and scalar', () => {
    expect(underlined(quote('a', '/spec/containers/0/name'))).toEqual([8, 'name: api']);
  });
  test('the first line of a list item', () => {
    expect(underlined(quote('a', '/spec/containers/0'))).toEqual([8, 'name: api # the api']);
  });
  test('the key alone of a block', () => {
    expect(underlined(quote('a', '/spec'))).toEqual([6, 'spec']);
  });
  test('the key alone of the parent of something absent', () => {
    expect(underlined(quote('a', '/spec/containers/0/args', { absent: ['-'] }))).toEqual([12, 'args']);
  });
});

describe('what is never quoted', () => {
  test('any line of a Secret', () => {
    expect(quote('b', '/data/password')).toBeUndefined();
    expect(quote('b', '/metadata/name')).toBeUndefined();
  });
  test('a confidential value', () => {
    const found = quote('a', '/spec/containers/0/env/0/value', { confidential: true });
    expect(found?.text).toBe('          value: ••••••• # secret');
  });
  test('a confidential value on the line of another finding', () => {
    const found = quote('c', '/spec/containers/0/env/1/value', { confidential: true });
    expect(found?.text).toContain('{ name: B, value: ••••••• }');
  });
  test('a Secret in flow style on the line of another object', () => {
    const found = quote('e', '/spec/hostPID');
    expect(found?.text).toContain('hostPID: true');
    expect(found?.text).not.toContain('aHVudGVyMw');
  });
});

test('nothing is quoted where the text is gone', () => {
  const [object] = objects;
  if (object === undefined) throw new Error('no object');
  const finding: Finding = {
    check: 'x',
    verdict: 'fail',
    severity: 'low',
    object,
    origin: object.origin,
    path: '',
    absent: [],
    reason: 'r',
    detail: 'd',
  };
  expect(quoteOf(finding, () => undefined)).toBeUndefined();
});

test('field paths as people write them', () => {
  expect(fieldPath('/spec/containers/0/securityContext')).toBe('spec.containers[0].securityContext');
  expect(fieldPath('/metadata/annotations/a.b~1c')).toBe('metadata.annotations["a.b/c"]');
});
