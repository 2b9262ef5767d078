// SPDX-License-Identifier: Apache-2.0
// Reads --config, --profiling of kube-scheduler.
import { field } from '../../model/json.ts';
import { defineComponentCheck } from '../facts/component-check.ts';
import { likelySafely, mustBe } from '../facts/component-demands.ts';
import { judgedByFile } from '../facts/component-files.ts';

export const schedulerProfiling = defineComponentCheck({
  id: 'scheduler-profiling',
  title: 'Scheduler serves profiles',
  why: 'Profiles under /debug/pprof tell how the program works inside and cost it processor time; they are of use to whoever looks for a way in or wants to slow it down.',
  remedy: 'Set --profiling=false.',
  severity: 'low',
  layer: 'cluster',
  threats: ['data-exposure', 'network-attack'],
  aliases: ['CIS-1.4.1'],
  component: 'kube-scheduler',
  judge: judgedByFile(
    { flag: 'config', kind: 'KubeSchedulerConfiguration' },
    (body) => (field(body, 'enableProfiling') === false ? undefined : 'leaves enableProfiling on'),
    likelySafely(mustBe({ flag: 'profiling', default: 'true' }, false, 'Whoever reads profiles from /debug/pprof no longer can.')),
  ),
});
