// SPDX-License-Identifier: Apache-2.0
// A namespace for every level and version, so that one request brings two verdicts: enforce judges by one standard, and of
// what it admits warn speaks by another.
import { newestKubernetes } from '../../../src/model/version.ts';

export interface JudgedNamespace {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Every version that we know, one that nobody knows yet, and the server's. */
const versions = [...Array.from({ length: newestKubernetes.minor + 2 }, (_, minor) => `v1.${minor}`), 'latest'];

const label = (mode: string, level: string, version: string) => ({
  [`pod-security.kubernetes.io/${mode}`]: level,
  [`pod-security.kubernetes.io/${mode}-version`]: version,
});

export const namespaces: readonly JudgedNamespace[] = [
  ...versions.flatMap((version, index) => {
    const other = versions[(index * 7 + 3) % versions.length] ?? 'latest';
    return [
      { name: nameOf('baseline', version), labels: { ...label('enforce', 'baseline', version), ...label('warn', 'restricted', other) } },
      { name: nameOf('restricted', version), labels: { ...label('enforce', 'restricted', version), ...label('warn', 'baseline', other) } },
    ];
  }),
  { name: 'enforce-only', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
  { name: 'enforce-version-only', labels: { 'pod-security.kubernetes.io/enforce-version': 'v1.20' } },
  { name: 'warn-only', labels: { 'pod-security.kubernetes.io/warn': 'restricted' } },
];

function nameOf(level: string, version: string): string {
  return `${level}-${version.replace('.', '-')}`;
}
