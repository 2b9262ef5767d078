// SPDX-License-Identifier: Apache-2.0
// Which frameworks a check serves follows from its aliases, of which each must be one of the framework's own, and for the guide of NSA
// and CISA, which numbers nothing, from the table of what it recommends.
import { controls } from '../engines/pod-security/index.ts';
import type { Check } from './check.ts';
import { attackTechniques } from './frameworks/attack-techniques.ts';
import { cisNumbers } from './frameworks/cis-numbers.ts';
import { guideNumbersOf } from './frameworks/hardening-guide.ts';

/** cis: CIS Kubernetes Benchmark; nsa-cisa: their Kubernetes Hardening Guide; mitre: ATT&CK; pss: Pod Security Standards. */
export const frameworks = ['cis', 'nsa-cisa', 'mitre', 'pss'] as const;
export type Framework = (typeof frameworks)[number];

const podSecurity: ReadonlySet<string> = new Set(['PSS-baseline', 'PSS-restricted', ...controls.map(({ id }) => `pss:${id}`)]);

const serves: Readonly<Record<Framework, (check: Pick<Check, 'id' | 'aliases'>) => boolean>> = {
  cis: ({ aliases }) => aliases.some((alias) => cisNumbers.has(alias)),
  'nsa-cisa': ({ id }) => guideNumbersOf(id).length > 0,
  mitre: ({ aliases }) => aliases.some((alias) => attackTechniques.has(alias)),
  pss: ({ aliases }) => aliases.some((alias) => podSecurity.has(alias)),
};

export function frameworksOf(check: Pick<Check, 'id' | 'aliases'>): Framework[] {
  return frameworks.filter((framework) => serves[framework](check));
}

/** An alias that is written as one of a framework and that the framework does not have. */
export function isUnknownToFramework(alias: string): boolean {
  if (alias.startsWith('CIS-')) return !cisNumbers.has(alias);
  if (/^T\d/.test(alias)) return !attackTechniques.has(alias);
  return /^pss[:-]/i.test(alias) && !podSecurity.has(alias);
}
