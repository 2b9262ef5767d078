// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { buildInventory } from '../../model/inventory.ts';
import { newestKubernetes } from '../../model/version.ts';
import { podOf } from '../testing.ts';
import { isProgram } from './user-names.ts';

const inventory = buildInventory(
  { objects: [podOf({ containers: [{ name: 'ledger', image: 'a' }] }, { name: 'books' })], problems: [], passedOver: 0 },
  newestKubernetes,
);
const program = (user: string, role = 'view') => isProgram(user, role, inventory);

test.each([
  'system:kube-scheduler',
  'kubelet',
  'etcd',
  'cluster-autoscaler',
  'node-problem-detector',
  'ci-deploy',
  'svc_backup',
  'spiffe://example.com/ns/shop/sa/api',
  'robot@shop.iam.gserviceaccount.com',
  'arn:aws:iam::123456789012:role/deployer',
  'https://token.actions.githubusercontent.com#repo:example/shop:ref:refs/heads/main',
])('%s is a program', (user) => expect(program(user)).toBe(true));

test.each([
  'alice',
  'alice@example.com',
  'oidc:alice@example.com',
  'alice.smith',
  'anna-lena',
  'https://login.example.com#3f1c',
  'arn:aws:iam::123456789012:user/alice',
  'svc-owner@example.com',
])('%s may be a person', (user) => expect(program(user)).toBe(false));

test('whoever is called admin may be a person, whatever the role', () => {
  expect([program('admin', 'admin'), program('admin', 'cluster-admin')]).toEqual([false, false]);
});

test('a program is called like its role, or runs in the inventory', () => {
  expect(program('gatherer', 'metrics:gatherer')).toBe(true);
  expect(program('ledger')).toBe(true);
  expect(program('books')).toBe(true);
});
