// SPDX-License-Identifier: Apache-2.0
// Reads --profiling of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { likelySafely, mustBe } from '../facts/component-demands.ts';

export const apiServerProfiling = defineComponentCheck({
  id: 'api-server-profiling',
  title: 'API server serves profiles',
  why: 'Profiles under /debug/pprof tell how the program works inside and cost it processor time; they are of use to whoever looks for a way in or wants to slow it down.',
  remedy: 'Set --profiling=false.',
  severity: 'low',
  layer: 'cluster',
  threats: ['data-exposure', 'network-attack'],
  aliases: ['CIS-1.2.15'],
  component: 'kube-apiserver',
  judge: likelySafely(mustBe({ flag: 'profiling', default: 'true' }, false, 'Whoever reads profiles from /debug/pprof no longer can.')),
});
