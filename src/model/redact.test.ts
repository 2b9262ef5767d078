// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSource } from './read.ts';
import { encryptionKeyLength, holdsSecrets, isSecret, mayHoldSecrets, redact, redacted } from './redact.ts';

const read = (text: string) => readSource({ name: 'a', text });

describe('a Secret', () => {
  test('keeps its keys and none of its values', () => {
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{"data":{}}', note: 'kept' };
    const secret = {
      kind: 'Secret',
      metadata: { name: 'a', annotations },
      type: 'Opaque',
      data: { a: 'c2VjcmV0', b: 1, c: null },
      stringData: { d: 'x' },
    };
    expect(redact(secret)).toEqual({
      kind: 'Secret',
      metadata: { name: 'a', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': redacted, note: 'kept' } },
      type: 'Opaque',
      data: { a: redacted, b: redacted, c: null },
      stringData: { d: redacted },
    });
  });

  test.each([
    ['data', 'text'],
    ['data', ['a']],
    ['stringData', 1],
  ])('of a wrong shape: %s: %j', (field, value) => {
    expect(redact({ kind: 'Secret', [field]: value })).toEqual({ kind: 'Secret', [field]: redacted });
  });

  test.each([
    ['by itself', 'apiVersion: v1\nkind: Secret\nstringData: {a: hunter2}'],
    ['written wrong', 'apiVersion: v1beta1\nkind: secret\ndata:\n  a: hunter2'],
    ['in a List', 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret, data: {a: hunter2}}'],
    ['in a SecretList', 'apiVersion: v1\nkind: SecretList\nitems:\n- data: {a: hunter2}'],
    ['in JSON', '{"apiVersion":"v1","kind":"Secret","data":{"a":"hunter2"}}'],
    ['in a template', 'apiVersion: template.openshift.io/v1\nkind: Template\nobjects:\n- {kind: Secret, data: {a: hunter2}}'],
    ['through an alias', 'apiVersion: v1\nkind: Secret\nx: &x {a: 1}\ndata: &d {a: hunter2}\nstringData: *d'],
    ['through a merge', 'apiVersion: v1\nkind: List\nitems:\n- &s {apiVersion: v1, kind: Secret}\n- {<<: *s, data: {a: hunter2}}'],
    ['with a key given twice', 'apiVersion: v1\nkind: Pod\nkind: Secret\ndata: {a: hunter2, a: hunter2, hunter2: x, hunter2: y}'],
    [
      'in its annotation',
      `apiVersion: v1\nkind: Secret\nmetadata:\n  annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"a":"hunter2"}'}`,
    ],
  ])('%s never enters an object', (_, text) => {
    const { objects, problems } = read(text);
    expect(objects.length).toBeGreaterThan(0);
    expect(
      JSON.stringify(objects.map(({ body, annotations }) => [Object.values(body), annotations])).replaceAll('"hunter2":', ''),
    ).not.toContain('hunter2');
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  test.each(['a: "hunter2', 'a: !hunter2! x', '\thunter2: x', 'a: *hunter2', 'a: hunter2: x', 'a: |hunter2', '~: hunter2'])(
    'no reason quotes %j',
    (line) => {
      const { problems } = read(`apiVersion: v1\nkind: Secret\ndata:\n  ${line}\n`);
      expect(problems.length).toBe(1);
      expect(JSON.stringify(problems)).not.toContain('hunter2');
    },
  );
});

test('keys of encryption at rest and credentials of a kubeconfig are taken out, too', () => {
  const keys = 'resources:\n- resources: [secrets]\n  providers:\n  - aescbc: {keys: [{name: k, secret: hunter2}]}\n  - identity: {}\n';
  const users = 'users:\n- name: a\n  user: {token: hunter2, client-key-data: hunter2, exec: {command: hunter2}, client-certificate: c}\n';
  const { objects } = read(
    `apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\n${keys}---\napiVersion: v1\nkind: Config\n${users}`,
  );
  expect(objects.map(({ body }) => body)).toMatchObject([
    { resources: [{ providers: [{ aescbc: { keys: [{ name: 'k', secret: '<redacted, key 1, not base64>' }] } }, { identity: {} }] }] },
    { users: [{ user: { token: redacted, 'client-key-data': redacted, exec: { command: redacted }, 'client-certificate': 'c' } }] },
  ]);
});

test('which keys are the same stays, and nothing of them', () => {
  const keys = ['hunter2', 'hunter3', 'hunter2'].map((secret) => ({ secret }));
  const resources = [{ providers: [{ aescbc: { keys } }] }, { providers: [{ secretbox: { keys } }] }];
  const left = JSON.stringify(redact({ kind: 'EncryptionConfiguration', resources }));
  expect(left).not.toContain('hunter');
  expect([...left.matchAll(/key (\d)/g)].map(([, number]) => number).join('')).toBe('121121');
});

test.each([
  ['AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=', 32],
  ['AAAA\nAA==', 4],
  ['AAAAA', undefined],
  ['<base64-encoded-32-byte-key>', undefined],
])('of the key %j its length stays', (secret, bytes) => {
  const resources = [{ providers: [{ aesgcm: { keys: [{ name: 'k', secret }] } }] }];
  const left = JSON.stringify(redact({ kind: 'EncryptionConfiguration', resources }));
  expect(left).not.toContain(secret);
  expect(encryptionKeyLength(/<[^>]*>/.exec(left)?.[0] ?? '')).toBe(bytes);
  expect(encryptionKeyLength(secret)).toBe(bytes);
});

test('what was taken out of keys stays as it is when it is taken out again', () => {
  const keys = [{ secret: 'AAAA' }, { secret: 'BBBB' }, { secret: 'AAAA' }, { secret: '?' }];
  const once = redact({ kind: 'EncryptionConfiguration', resources: [{ providers: [{ aesgcm: { keys } }] }] });
  expect(JSON.stringify(once)).toContain('key 2, 3 bytes');
  expect(redact(once)).toEqual(once);
});

test('what is asked of kinds', () => {
  expect(isSecret({ apiVersion: 'v1', kind: 'Secret' })).toBe(true);
  expect(isSecret({ apiVersion: 'example.com/v1', kind: 'Secret' })).toBe(false);
  expect(holdsSecrets({ kind: 'EncryptionConfiguration' })).toBe(true);
  expect(holdsSecrets({ kind: 'Pod' })).toBe(false);
  expect(mayHoldSecrets(new Set(['Pod', 'SecretList']))).toBe(true);
  expect(mayHoldSecrets(new Set(['Pod']))).toBe(false);
});

test('no value under data survives, whatever it is', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
      const body = JSON.stringify({ apiVersion: 'v1', kind: 'Secret', data });
      const [object] = read(body).objects;
      const left = Object.values(object?.body['data'] ?? {});
      expect(left.every((value) => value === redacted || value === null)).toBe(true);
      expect(left).toHaveLength(Object.keys(data).length);
    }),
  );
});
