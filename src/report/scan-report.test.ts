// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { buildInventory } from '../model/inventory.ts';
import { readSource } from '../model/read.ts';
import { newestKubernetes } from '../model/version.ts';
import type { Check } from '../posture/check.ts';
import { evaluate } from '../posture/evaluate.ts';
import { faultGroups } from './fault-groups.ts';
import { fingerprintOf, reaches, scanReport, type Settlement } from './scan-report.ts';
import { exception, manifest, reportOn } from './testing.ts';
import { testTime } from '../posture/testing.ts';

const states = (settlement: Settlement) => {
  const { findings, accepted, baseline } = reportOn(manifest, settlement);
  return [findings.length, accepted.length, baseline?.known.length];
};

test('open, accepted and known are three', () => {
  const { findings } = reportOn(manifest);
  const known = findings.slice(1, 2).map((finding) => ({ fingerprint: fingerprintOf(finding), file: 'agent.yaml' }));
  expect(states({ now: 0 })).toEqual([3, 0, undefined]);
  expect(states({ now: 0, exceptions: [exception] })).toEqual([2, 1, undefined]);
  expect(states({ now: 0, exceptions: [exception], baseline: known })).toEqual([1, 1, 1]);
  expect(states({ now: exception.expiresAt, exceptions: [exception] })).toEqual([3, 0, undefined]);
});

test('labels of the object decide where a selector asks', () => {
  const selecting = (value: string) => ({
    ...exception,
    objects: [{ selector: [{ operator: 'In' as const, key: 'app', values: new Set([value]) }] }],
  });
  expect(states({ now: 0, exceptions: [selecting('agent')] })).toEqual([2, 1, undefined]);
  expect(states({ now: 0, exceptions: [selecting('other')] })).toEqual([3, 0, undefined]);
});

test('what is settled reaches no threshold, and coverage stays what was found', () => {
  const settled = reportOn(manifest, { now: 0, exceptions: [{ ...exception, checks: ['*'] }] });
  expect(reaches(settled, 'info')).toBe(false);
  expect(settled.layers).toEqual(reportOn(manifest).layers);
});

test('a finding whose cause is known already speaks for itself', () => {
  const inventory = buildInventory(readSource({ name: 'agent.yaml', text: manifest }), newestKubernetes);
  const check = (id: string, yieldsTo: readonly string[]): Check => ({
    id,
    title: id,
    why: '',
    remedy: '',
    severity: 'high',
    layer: 'workload',
    threats: [],
    references: [],
    aliases: [],
    yieldsTo,
    appliesTo: 'workload',
    versions: [{ since: '1.0', evaluate: () => [{ kind: 'fault', path: '/spec/hostPID', reason: id, detail: '' }] }],
  });
  const checks = [check('general', ['specific']), check('specific', [])];
  const evaluation = evaluate(inventory, checks, testTime);
  const report = (settlement: Settlement) =>
    scanReport({ rampartVersion: '', targets: [], files: 1, inventory, checks, evaluation, problems: [], settlement });
  const told = ({ findings, checks: asked }: ReturnType<typeof report>) => faultGroups(findings, asked).map((group) => group.check.id);
  const whole = report({ now: 0 });
  expect([told(whole), whole.counts.bySeverity.high, whole.findings.length]).toEqual([['specific'], 1, 2]);
  const baseline = whole.findings
    .filter((finding) => finding.check === 'specific')
    .map((finding) => ({ fingerprint: fingerprintOf(finding), file: '' }));
  expect(told(report({ now: 0, baseline }))).toEqual(['general']);
});
