// SPDX-License-Identifier: Apache-2.0
// Reads --profiling of kube-controller-manager.
import { defineComponentCheck } from '../facts/component-check.ts';
import { likelySafely, mustBe } from '../facts/component-demands.ts';

export const controllerManagerProfiling = defineComponentCheck({
  id: 'controller-manager-profiling',
  title: 'Controller manager serves profiles',
  why: 'Profiles under /debug/pprof tell how the program works inside and cost it processor time; they are of use to whoever looks for a way in or wants to slow it down.',
  remedy: 'Set --profiling=false.',
  severity: 'low',
  layer: 'cluster',
  threats: ['data-exposure', 'network-attack'],
  aliases: ['CIS-1.3.2'],
  component: 'kube-controller-manager',
  judge: likelySafely(mustBe({ flag: 'profiling', default: 'true' }, false, 'Whoever reads profiles from /debug/pprof no longer can.')),
});
