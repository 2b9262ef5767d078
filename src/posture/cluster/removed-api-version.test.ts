// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { buildInventory } from '../../model/inventory.ts';
import { newestKubernetes } from '../../model/version.ts';
import { evaluate } from '../evaluate.ts';
import { evaluateOn, objectOf, testTime } from '../testing.ts';
import { removedApiVersion } from './removed-api-version.ts';

const found = (apiVersion: string, kind: string, version?: string) =>
  evaluateOn(removedApiVersion, [objectOf({ apiVersion, kind, metadata: { name: 'a' } })], version).findings;

const remediesOf = (apiVersion: string, kind: string, version?: string) => found(apiVersion, kind, version).map(({ remedy }) => remedy);

const patchTo = (value: string) => ({ kind: 'patch', patch: [{ op: 'replace', path: '/apiVersion', value }] });

test.each([
  ['extensions/v1beta1', 'Deployment', '1.15', '1.16'],
  ['extensions/v1beta1', 'Ingress', '1.21', '1.22'],
  ['rbac.authorization.k8s.io/v1beta1', 'RoleBinding', '1.21', '1.22'],
  ['audit.k8s.io/v1beta1', 'Policy', '1.23', '1.24'],
  ['batch/v1beta1', 'CronJob', '1.24', '1.25'],
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', '1.25', '1.26'],
  ['storage.k8s.io/v1beta1', 'CSIStorageCapacity', '1.26', '1.27'],
  ['flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', '1.31', '1.32'],
])('%s %s is served by %s and gone in %s', (apiVersion, kind, served, gone) => {
  expect(found(apiVersion, kind, served)).toEqual([]);
  expect(found(apiVersion, kind, gone).map(({ detail }) => detail)).toEqual([`${apiVersion} ${kind} is gone since v${gone}`]);
});

test('the remedy names a version that the Kubernetes judged for serves', () => {
  const old = 'flowcontrol.apiserver.k8s.io/v1beta1';
  expect(remediesOf(old, 'FlowSchema', '1.28')).toEqual([patchTo('flowcontrol.apiserver.k8s.io/v1beta3')]);
  expect(remediesOf(old, 'FlowSchema')).toEqual([patchTo('flowcontrol.apiserver.k8s.io/v1')]);
  expect(remediesOf('extensions/v1beta1', 'PodSecurityPolicy', '1.24')).toEqual([patchTo('policy/v1beta1')]);
});

test.each([
  ['extensions/v1beta1', 'PodSecurityPolicy', 'Pod Security admission'],
  ['extensions/v1beta1', 'Deployment', 'apps/v1: spec.selector'],
  ['flowcontrol.apiserver.k8s.io/v1beta1', 'PriorityLevelConfiguration', 'k8s.io/v1: spec.limited.assured'],
])('what people must rewrite is advice: %s %s', (apiVersion, kind, advice) => {
  expect(remediesOf(apiVersion, kind)).toMatchObject([{ kind: 'advice', advice: expect.stringContaining(advice) as unknown }]);
});

test('versions that are in force are no subjects', () => {
  const { tallies } = evaluateOn(removedApiVersion, [objectOf({ apiVersion: 'apps/v1', kind: 'Deployment' })]);
  expect(tallies.get('removed-api-version')).toEqual({ pass: 0, fail: 0, unknown: 0 });
});

test('what a cluster shows is not judged, nor is what it hides missed', () => {
  const origin = { kind: 'cluster', context: 'a', resourceVersion: '1' } as const;
  const object = { ...objectOf({ apiVersion: 'batch/v1beta1', kind: 'CronJob', metadata: { name: 'a' } }), origin };
  const hidden = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', namespace: '', origin };
  const gap = { ...hidden, reason: 'not shown', need: 'permission to list', resource: 'poddisruptionbudgets', where: '' };
  const inventory = buildInventory({ objects: [object], problems: [], passedOver: 0, gaps: [gap] }, newestKubernetes);
  expect(evaluate(inventory, [removedApiVersion], testTime).tallies.get('removed-api-version')).toEqual({ pass: 0, fail: 0, unknown: 0 });
});
