// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { formatLevelVersion, type Level, parsePolicyVersion } from './level.ts';
import { modes, type Policy, policyOf } from './policy.ts';

const shown = (policy: Policy) => modes.map((mode) => formatLevelVersion(policy[mode]));
const resolved = (labels: Record<string, string>, defaults?: Policy) => shown(policyOf(prefixed(labels), defaults).policy);
const prefixed = (labels: Record<string, string>) =>
  Object.fromEntries(Object.entries(labels).map(([key, value]) => [`pod-security.kubernetes.io/${key}`, value]));
const defaultsOf = (level: Level): Policy => {
  const version = { major: 1, minor: 20 };
  return { enforce: { level, version }, audit: { level, version }, warn: { level, version } };
};

test.each([
  [{}, ['privileged:latest', 'privileged:latest', 'privileged:latest']],
  [{ enforce: 'baseline' }, ['baseline:latest', 'privileged:latest', 'baseline:latest']],
  [{ enforce: 'baseline', 'enforce-version': 'v1.30' }, ['baseline:v1.30', 'privileged:latest', 'baseline:v1.30']],
  [{ enforce: 'baseline', 'enforce-version': 'v1.30', 'warn-version': 'v1.31' }, ['baseline:v1.30', 'privileged:latest', 'baseline:v1.31']],
  [{ enforce: 'restricted', warn: 'baseline' }, ['restricted:latest', 'privileged:latest', 'baseline:latest']],
  [{ audit: 'restricted', 'audit-version': 'v1.0' }, ['privileged:latest', 'restricted:v1.0', 'privileged:latest']],
  [{ 'enforce-version': 'v1.30' }, ['privileged:v1.30', 'privileged:latest', 'privileged:latest']],
])('%j is %j', (labels, expected) => {
  expect(resolved(labels)).toEqual(expected);
});

test('the cluster decides what no label says, and warn follows enforce only upwards', () => {
  expect(resolved({}, defaultsOf('restricted'))).toEqual(['restricted:v1.20', 'restricted:v1.20', 'restricted:v1.20']);
  expect(resolved({ enforce: 'baseline' }, defaultsOf('restricted'))).toEqual(['baseline:v1.20', 'restricted:v1.20', 'restricted:v1.20']);
});

describe('invalid labels', () => {
  test('make enforce restricted, warn and audit privileged, versions latest', () => {
    const { policy, errors } = policyOf(
      prefixed({ enforce: 'strict', 'enforce-version': '1.30', audit: '', warn: 'Baseline', 'warn-version': 'v1.030' }),
    );
    expect(shown(policy)).toEqual(['restricted:latest', 'privileged:latest', 'privileged:latest']);
    expect(errors.map(({ message }) => message)).toEqual([
      'metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be one of privileged, baseline, restricted',
      'metadata.labels[pod-security.kubernetes.io/enforce-version]: Invalid value: "1.30": must be "latest" or "v1.x"',
      'metadata.labels[pod-security.kubernetes.io/audit]: Invalid value: "": must be one of privileged, baseline, restricted',
      'metadata.labels[pod-security.kubernetes.io/warn]: Invalid value: "Baseline": must be one of privileged, baseline, restricted',
      'metadata.labels[pod-security.kubernetes.io/warn-version]: Invalid value: "v1.030": must be "latest" or "v1.x"',
    ]);
  });

  test('of enforce do not raise warn', () => {
    expect(resolved({ enforce: 'strict' })).toEqual(['restricted:latest', 'privileged:latest', 'privileged:latest']);
  });
});

test.each(['v1.0', 'v1.37', 'v1.99', 'latest'])('%s is a version', (text) => {
  expect(parsePolicyVersion(text)).toBeDefined();
});

test.each(['', '1.30', 'v1', 'v1.30.1', 'v2.0', 'v1.-1', 'v1.01', ' latest', 'v1.99999999999999999999'])('%j is no version', (text) => {
  expect(parsePolicyVersion(text)).toBeUndefined();
});
