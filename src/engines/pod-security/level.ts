// SPDX-License-Identifier: Apache-2.0
// Follows api/helpers.go of k8s.io/pod-security-admission.
import { formatVersion, type KubernetesVersion } from '../../model/version.ts';

/** From the least to the most strict. */
export const levels = ['privileged', 'baseline', 'restricted'] as const;
export type Level = (typeof levels)[number];

/** A version of the standards: a Kubernetes minor version, or that of the server that judges. */
export type PolicyVersion = KubernetesVersion | 'latest';

export interface LevelVersion {
  readonly level: Level;
  readonly version: PolicyVersion;
}

/** `restricted:v1.33`, `baseline:latest`. */
export function formatLevelVersion({ level, version }: LevelVersion): string {
  return `${level}:${version === 'latest' ? version : formatVersion(version)}`;
}

/** The level that a label names; undefined where it names none. */
export function parseLevel(text: string): Level | undefined {
  return levels.find((level) => level === text);
}

/** The version that a label names, `latest` or `v1.x`; undefined where it names none. Stricter than parseVersion, as the API server is. */
export function parsePolicyVersion(text: string): PolicyVersion | undefined {
  if (text === 'latest') return text;
  const match = /^v1\.(0|[1-9]\d*)$/.exec(text);
  const minor = Number(match?.[1]);
  // A number that does not fit Go's int is no version.
  return match !== null && minor < 2 ** 63 ? { major: 1, minor } : undefined;
}

/** Negative where a is less strict than b, zero where equal. */
export function compareLevels(a: Level, b: Level): number {
  return levels.indexOf(a) - levels.indexOf(b);
}
