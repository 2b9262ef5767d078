// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { objectOf } from '../testing.ts';
import { schedulerProfiling } from './scheduler-profiling.ts';

test('the last value is in force, in any spelling', () => {
  expect(verdicts(schedulerProfiling, staticPod('kube-scheduler', '--profiling=true', '--profiling', 'false'))).toEqual([]);
  expect(verdicts(schedulerProfiling, staticPod('kube-scheduler', '--profiling=false', '--profiling', 'true'))).toEqual([
    'fail /spec/containers/0/command/2',
  ]);
});

test('a KubeSchedulerConfiguration decides where it is read', () => {
  const file = (body: JsonObject) =>
    objectOf({ apiVersion: 'kubescheduler.config.k8s.io/v1', kind: 'KubeSchedulerConfiguration', ...body });
  const pod = staticPod('kube-scheduler', '--config=/etc/kubernetes/file.yaml');
  expect(verdicts(schedulerProfiling, pod, file({ enableProfiling: false }))).toEqual([]);
  expect(verdicts(schedulerProfiling, pod, file({ leaderElection: {} }))).toEqual(['fail /spec/containers/0/command/1']);
  expect(verdicts(schedulerProfiling, pod)).toEqual(['unknown /spec/containers/0/command/1']);
});
