// SPDX-License-Identifier: Apache-2.0
// A baseline is the findings of an earlier scan: what stands in it is known, and only the rest is new.
import { displayName, type ObjectRef } from '../model/object.ts';
import type { Finding } from './finding.ts';

/** A finding of an earlier scan: what it is about, and in which file it stood. */
export interface KnownFinding {
  readonly fingerprint: string;
  readonly file: string;
}

/** What makes two findings of two scans the same: check, object and field; moved lines and renamed files change nothing. */
export function fingerprint(check: string, object: ObjectRef, fullPath: string): string {
  return [check, object.apiVersion, displayName(object), fullPath].join('|');
}

export interface Compared {
  readonly fresh: readonly Finding[];
  readonly known: readonly Finding[];
  /** How many of the baseline are there no more. */
  readonly gone: number;
}

/**
 * Parts failed findings into known and new. Each entry of the baseline stands for one finding, of its own file first: the
 * same object with the same fault in one file more is new. Unknown verdicts are never known.
 */
export function compare(
  findings: readonly Finding[],
  baseline: readonly KnownFinding[],
  fingerprintOf: (finding: Finding) => string,
): Compared {
  if (baseline.length === 0) return { fresh: findings, known: [], gone: 0 };
  const left = new Map<string, string[]>();
  for (const { fingerprint, file } of baseline) {
    const files = left.get(fingerprint);
    if (files === undefined) left.set(fingerprint, [file]);
    else files.push(file);
  }
  const known = new Set<Finding>();
  const take = (finding: Finding, wanted: (file: string) => boolean) => {
    if (finding.verdict !== 'fail' || known.has(finding)) return;
    const files = left.get(fingerprintOf(finding)) ?? [];
    const index = files.findIndex(wanted);
    if (index < 0) return;
    files.splice(index, 1);
    known.add(finding);
  };
  for (const finding of findings) take(finding, (file) => finding.origin.kind === 'file' && finding.origin.source === file);
  for (const finding of findings) take(finding, () => true);
  return {
    fresh: findings.filter((finding) => !known.has(finding)),
    known: findings.filter((finding) => known.has(finding)),
    gone: [...left.values()].reduce((sum, { length }) => sum + length, 0),
  };
}
