// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { parseVersion } from '../../model/version.ts';
import { controls } from './controls.ts';
import { controlsAt, evaluateControl, evaluatePod, strictestLevel, versionOnServer } from './evaluate.ts';
import { parsePolicyVersion } from './level.ts';
import { containersOf, hardened, podOf } from './testing.ts';

const latest = 'latest';
const judged = (level: 'baseline' | 'restricted', version: string, pod = podOf()) =>
  evaluatePod({ level, version: parsePolicyVersion(version) ?? latest }, pod).violations.map(({ control }) => control);

describe('the controls', () => {
  test('have distinct ids, and stand in the order of the API server: baseline first, each level sorted', () => {
    const expected = (['baseline', 'restricted'] as const).flatMap((level) =>
      controls
        .filter((control) => control.level === level)
        .map(({ id }) => id)
        .sort(),
    );
    expect(controls.map(({ id }) => id)).toEqual(expected);
    expect(new Set(expected).size).toBe(expected.length);
  });

  test('have versions in ascending order', () => {
    for (const { versions } of controls) {
      const minors = versions.map(({ since }) => Number(since.slice(2)));
      expect(minors).toEqual([...new Set(minors)].sort((a, b) => a - b));
    }
  });

  test('override baseline controls that exist, from restricted ones alone', () => {
    const baseline = controls.filter(({ level }) => level === 'baseline').map(({ id }) => id);
    for (const { level, versions } of controls) {
      const overrides = versions.flatMap(({ overrides = [] }) => overrides);
      expect(level === 'restricted' || overrides.length === 0).toBe(true);
      expect(baseline).toEqual(expect.arrayContaining(overrides));
    }
  });
});

describe('evaluatePod', () => {
  test.each([
    ['v1.0', ['runAsNonRoot']],
    ['v1.8', ['allowPrivilegeEscalation', 'runAsNonRoot']],
    ['v1.19', ['allowPrivilegeEscalation', 'runAsNonRoot', 'seccompProfile_restricted']],
    ['v1.22', ['allowPrivilegeEscalation', 'capabilities_restricted', 'runAsNonRoot', 'seccompProfile_restricted']],
  ])('of a bare pod at restricted %s', (version, expected) => {
    expect(judged('restricted', version)).toEqual(expected);
    expect(judged('baseline', version)).toEqual([]);
  });

  test('reports an overridden baseline control only where its restricted twin does not exist yet', () => {
    const pod = podOf({
      ...containersOf({ capabilities: { add: ['NET_RAW'] }, seccompProfile: { type: 'Unconfined' }, procMount: 'Unmasked' }),
      volumes: [{ name: 'v', hostPath: {} }],
    });
    const twins = (version: string) => judged('restricted', version, pod).filter((id) => /capab|seccomp|olumes|procMount/.test(id));
    expect(twins('v1.18')).toEqual(['capabilities_baseline', 'procMount', 'restrictedVolumes']);
    expect(twins('v1.21')).toEqual(['capabilities_baseline', 'procMount', 'restrictedVolumes', 'seccompProfile_restricted']);
    expect(twins('v1.34')).toEqual(['procMount', 'capabilities_restricted', 'restrictedVolumes', 'seccompProfile_restricted']);
    expect(twins('v1.35')).toEqual(['capabilities_restricted', 'procMount_restricted', 'restrictedVolumes', 'seccompProfile_restricted']);
  });

  test('admits a hardened pod everywhere, and every pod at privileged', () => {
    for (let minor = 0; minor <= 40; minor++) expect(judged('restricted', `v1.${minor}`, podOf(hardened))).toEqual([]);
    expect(evaluatePod({ level: 'privileged', version: latest }, podOf({ hostPID: true }))).toEqual({ allowed: true, violations: [] });
  });

  test('takes versions that are not known yet for the newest', () => {
    const pod = podOf({ hostPID: true });
    const at = (version: 'latest' | { major: number; minor: number }) => evaluatePod({ level: 'restricted', version }, pod);
    expect(at({ major: 1, minor: 99 })).toEqual(at(latest));
  });
});

test('a control is judged alone, also where its twin overrides it', () => {
  const control = controls.find(({ id }) => id === 'capabilities_baseline');
  const pod = podOf(containersOf({ capabilities: { add: ['NET_RAW'] } }));
  expect(control && evaluateControl(control, latest, pod)?.reason).toBe('non-default capabilities');
  expect(controlsAt('restricted', latest).map(({ id }) => id)).not.toContain('capabilities_baseline');
  expect(controlsAt('baseline', latest).map(({ id }) => id)).toContain('capabilities_baseline');
  expect(controlsAt('privileged', latest)).toEqual([]);
});

test.each([
  ['restricted', []],
  ['restricted', [podOf(hardened), podOf(hardened)]],
  ['baseline', [podOf(hardened), podOf()]],
  ['privileged', [podOf(), podOf({ hostPID: true }), podOf(hardened)]],
])('the strictest level is %s', (level, pods) => {
  expect(strictestLevel(pods, latest)).toBe(level);
});

test.each([
  ['latest', 'v1.36'],
  ['v1.37', 'v1.36'],
  ['v1.30', 'v1.30'],
])('a server of 1.36 judges %s by %s', (version, expected) => {
  expect(versionOnServer(parsePolicyVersion(version) ?? latest, { major: 1, minor: 36 })).toEqual(parseVersion(expected));
});
