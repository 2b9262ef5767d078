// SPDX-License-Identifier: Apache-2.0
// The questions as one: their form, what they do with any input, and what a cluster is asked for.
import { expect, test } from 'vitest';
import { buildInventory, type Gap } from '../model/inventory.ts';
import type { JsonObject } from '../model/json.ts';
import { newestKubernetes } from '../model/version.ts';
import { allQuestions } from './all-questions.ts';
import { layers } from './check.ts';
import { kindsFor } from './evidence-kinds.ts';
import { ask } from './question.ts';
import { inventoryOf, namespace, pod } from './questions/questions-testing.ts';
import { anyKind, readsDuring, watched } from './reads.ts';
import { objectOf } from './testing.ts';

test('each has an id of its own, in the order of the benchmark, and is a question', () => {
  const numbers = allQuestions.map(({ id }) => /^CIS-(\d)\.(\d+)\.(\d+)$/.exec(id)?.slice(1).map(Number) ?? []);
  const weights = numbers.map(([a = 0, b = 0, c = 0]) => a * 10_000 + b * 100 + c);
  expect(weights).toEqual([...new Set(weights)].toSorted((a, b) => a - b));
  for (const { question, good, layer, references } of allQuestions) {
    expect(question).toMatch(/^[A-Z].*\?$/);
    expect(good).toMatch(/^[A-Z].*\.$/);
    expect(layers).toContain(layer);
    expect(references.every((reference) => reference.startsWith('https://'))).toBe(true);
  }
});

test('an empty input is no data for every question, each with what is missing', () => {
  for (const { question, status, missing } of ask(inventoryOf([]), allQuestions)) {
    expect([question.id, status]).toEqual([question.id, 'no data']);
    expect(missing.length, question.id).toBeGreaterThan(0);
  }
});

/** Nothing in it is of the type it should be. */
const broken: readonly JsonObject[] = [
  ...['Pod', 'Secret', 'Namespace', 'Config', 'Service'].map((kind) => ({
    apiVersion: 'v1',
    kind,
    metadata: { name: 'a' },
    spec: [],
    users: 1,
  })),
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'a' }, rules: [1, { verbs: 2 }] },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata: { name: 'a' }, subjects: 'x', roleRef: 3 },
  { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: 'none' },
  { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'a' }, spec: 'x' },
  { apiVersion: 'rampart.dev/v1alpha1', kind: 'NodeEvidence', metadata: {}, files: {}, processes: 1 },
  { apiVersion: 'kyverno.io/v1', kind: 'ClusterPolicy', metadata: {}, spec: { rules: [null, 1, { validate: [] }] } },
  { apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AdmissionConfiguration', plugins: [1, { name: 'ImagePolicyWebhook' }] },
  { apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AuthenticationConfiguration', jwt: [1] },
  { apiVersion: 'external-secrets.io/v1', kind: 'SecretStore', metadata: {}, spec: { provider: [] } },
];

test('no input breaks a question', () => {
  for (const { missing } of ask(inventoryOf(broken), allQuestions)) expect(missing.join()).not.toContain('corrected question');
});

test('a defect in a question is told and ends nothing', () => {
  const [first] = allQuestions;
  const defect = { ...first, gather: () => JSON.parse('{') };
  const [answer] = first === undefined ? [] : ask(inventoryOf([]), [{ ...first, ...defect }]);
  expect(answer).toMatchObject({ status: 'no data', missing: [expect.stringContaining('please report this')] });
});

test('what a cluster did not show is named, where it was looked at', () => {
  const gap: Gap = {
    apiVersion: 'v1',
    kind: 'Namespace',
    namespace: '',
    origin: { kind: 'cluster', context: 'test', resourceVersion: '' },
    reason: 'not shown',
    need: 'permission to list',
    resource: 'namespaces',
    where: '',
  };
  const asked = ask(inventoryOf([pod('a', {}), namespace('shop')], { gaps: [gap] }), allQuestions);
  const missing = (id: string) => asked.find(({ question }) => question.id === id)?.missing.join('; ');
  expect(missing('CIS-5.2.1')).toContain('permission to list namespaces');
  expect(missing('CIS-5.4.1')).toBe('');
});

test('with one namespace, what lies outside of it is missing', () => {
  const [answer] = ask(inventoryOf([pod('a', {})], { scope: 'shop' }), allQuestions);
  expect(answer?.missing).toContain('what lies outside of namespace shop');
});

test('a cluster is asked for every kind that a question reads', () => {
  const filesOnly = new Set(['NodeEvidence', 'Config', 'PemFile']);
  const asked = new Set([...kindsFor([], allQuestions)].map((kind) => kind.split('.')[0]));
  const inventory = watched(buildInventory({ objects: broken.map(objectOf), problems: [], passedOver: 0 }, newestKubernetes));
  for (const { id, gather } of allQuestions) {
    const { reads } = readsDuring(inventory, () => gather(inventory));
    const unasked = [...reads].filter((kind) => kind !== anyKind && !filesOnly.has(kind) && !asked.has(kind));
    expect([id, unasked]).toEqual([id, []]);
  }
});
