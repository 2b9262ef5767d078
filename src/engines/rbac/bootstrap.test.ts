// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { testWithData } from '../../../conformance/with-data.ts';
import { readSource } from '../../model/read.ts';
import { newestKubernetes } from '../../model/version.ts';
import { bootstrapRole, grantsNoMoreThanBootstrap } from './bootstrap.ts';
import { covers, uncovered } from './covers.ts';
import { decodeRole } from './decode.ts';

const secrets = { verbs: ['get'], apiGroups: [''], resources: ['secrets'], resourceNames: [], nonResourceURLs: [] };

test('aggregated roles have the rules of all that they select', () => {
  const [view, edit, admin] = ['view', 'edit', 'admin'].map((name) => bootstrapRole('', name, newestKubernetes)?.rules ?? []);
  expect(view?.length).toBeGreaterThan(5);
  expect(covers(admin ?? [], edit ?? [])).toBe(true);
  expect(covers(edit ?? [], view ?? [])).toBe(true);
});

test('the version decides', () => {
  const claims = [{ ...secrets, apiGroups: ['resource.k8s.io'], resources: ['resourceclaims'], verbs: ['create'] }];
  expect(covers(bootstrapRole('', 'edit', { major: 1, minor: 33 })?.rules ?? [], claims)).toBe(false);
  expect(covers(bootstrapRole('', 'edit', { major: 1, minor: 35 })?.rules ?? [], claims)).toBe(true);
  expect(bootstrapRole('', 'system:node', { major: 1, minor: 20 })).toBeDefined();
});

test('content decides, not the name', () => {
  const name = (text: string) => ({ namespace: '', name: text });
  expect(grantsNoMoreThanBootstrap(name('edit'), [secrets])).toBe(true);
  expect(grantsNoMoreThanBootstrap(name('view'), [secrets])).toBe(false);
  // What the role gathers changed in 1.34, the role itself did not.
  expect(grantsNoMoreThanBootstrap(name('admin'), bootstrapRole('', 'admin', newestKubernetes)?.rules ?? [])).toBe(true);
  expect(grantsNoMoreThanBootstrap(name('editor'), [secrets])).toBe(false);
});

// Not those of controllers and feature gates: the fork that the data comes from adds to them.
const files = ['cluster-roles', 'namespace-roles'];
testWithData('rbac', 'upstream knows the same built-in roles', (folder) => {
  const roles = files.flatMap((file) => {
    const name = path.join(folder, 'bootstrap', `${file}.yaml`);
    return readSource({ name, text: readFileSync(name, 'utf8') }).objects.map((object) => decodeRole(object).value);
  });
  const more = roles.flatMap((role) => {
    const known = bootstrapRole(role.namespace, role.name, { major: 1, minor: 36 });
    return known === undefined
      ? [`${role.name} is unknown`]
      : uncovered(known.rules, role.rules).map((rule) => `${role.name}: ${JSON.stringify(rule)}`);
  });
  expect(more.filter((line) => !line.includes('openshift'))).toEqual([]);
});
