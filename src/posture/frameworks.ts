// SPDX-License-Identifier: Apache-2.0
// Which frameworks a check serves follows from its aliases, so that nothing is said twice.
import type { Check } from './check.ts';

/** cis: CIS Kubernetes Benchmark; nsa-cisa: their Kubernetes Hardening Guide; mitre: ATT&CK; pss: Pod Security Standards. */
export const frameworks = ['cis', 'nsa-cisa', 'mitre', 'pss'] as const;
export type Framework = (typeof frameworks)[number];

// The guide numbers nothing itself. These are the controls of Kubescape that its framework "NSA" maps to the guide.
const guideControls: ReadonlySet<string> = new Set(
  ['02', '05', '09', '12', '13', '16', '17', '30', '34', '35', '38', '41', '44', '46', '54', '55', '57', '66', '67', '69', '70'].map(
    (number) => `C-00${number}`,
  ),
);

const belongs: Readonly<Record<Framework, (alias: string) => boolean>> = {
  cis: (alias) => alias.startsWith('CIS-'),
  'nsa-cisa': (alias) => alias.startsWith('NSA-') || guideControls.has(alias),
  mitre: (alias) => /^T\d{4}(?:\.\d{3})?$/.test(alias),
  pss: (alias) => alias.startsWith('PSS-') || alias.startsWith('pss:'),
};

export function frameworksOf({ aliases }: Pick<Check, 'aliases'>): Framework[] {
  return frameworks.filter((framework) => aliases.some(belongs[framework]));
}
