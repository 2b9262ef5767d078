// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { containersOf, violationOf } from '../testing.ts';
import { runAsNonRoot } from './run-as-non-root.ts';

const yes = { runAsNonRoot: true };
const no = { runAsNonRoot: false };
const atPod = '/spec/securityContext/runAsNonRoot';
const at = (index: number) => `/spec/containers/${index}/securityContext/runAsNonRoot`;

test.each([
  ['nobody sets it', {}, [{}, {}], 'pod or containers "a", "b" must set securityContext.runAsNonRoot=true', [atPod]],
  ['one container does not', {}, [yes, {}], 'pod or container "b" must set securityContext.runAsNonRoot=true', [at(1)]],
  ['the pod sets it wrong', no, [yes, {}], 'pod must not set securityContext.runAsNonRoot=false', [atPod]],
  ['a container sets it wrong', yes, [no, {}], 'container "a" must not set securityContext.runAsNonRoot=false', [at(0)]],
  ['one sets it wrong, one not at all', {}, [no, {}], 'container "a" must not set securityContext.runAsNonRoot=false', [at(0), at(1)]],
  ['both set it wrong', no, [no], 'pod and container "a" must not set securityContext.runAsNonRoot=false', [atPod, at(0)]],
])('refuses where %s', (_, securityContext, containers, detail, paths) => {
  const violation = violationOf(runAsNonRoot, 'v1.0', { securityContext, ...containersOf(...containers) });
  expect(violation).toEqual({ reason: 'runAsNonRoot != true', detail, paths });
});

test.each([
  [yes, [{}, yes]],
  [{}, [yes, yes]],
])('allows %j, %j', (securityContext, containers) => {
  expect(violationOf(runAsNonRoot, 'latest', { securityContext, ...containersOf(...containers) })).toBeUndefined();
});

test.each([
  ['v1.34', false, true],
  ['v1.35', false, false],
  ['v1.35', true, true],
])('at %s with hostUsers: %s refuses: %s', (version, hostUsers, refuses) => {
  expect(violationOf(runAsNonRoot, version, { hostUsers }) !== undefined).toBe(refuses);
});
