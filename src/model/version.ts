// SPDX-License-Identifier: Apache-2.0

/** A Kubernetes minor version, or the newest this release knows. */
export interface KubernetesVersion {
  readonly major: number;
  readonly minor: number;
}

/** The newest Kubernetes whose rules this release implements. */
export const newestKubernetes: KubernetesVersion = { major: 1, minor: 37 };

/** Reads `1.36`, `v1.36`, `v1.36.3`, `v1.36.3+k3s1`, `latest`; undefined where it is none of these. */
export function parseVersion(text: string): KubernetesVersion | undefined {
  if (text === 'latest') return newestKubernetes;
  const match = /^v?(\d{1,4})\.(\d{1,4})(?:\.\d+)?(?:[-+][0-9A-Za-z.+-]*)?$/.exec(text);
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : undefined;
}

export function formatVersion(version: KubernetesVersion): string {
  return `v${version.major}.${version.minor}`;
}

/** Negative where a is older than b, zero where equal. */
export function compareVersions(a: KubernetesVersion, b: KubernetesVersion): number {
  return a.major - b.major || a.minor - b.minor;
}
