// SPDX-License-Identifier: Apache-2.0
// A fault is told once, with all its places: how every format for people groups findings.
import type { ObjectRef } from '../model/object.ts';
import type { Check, Severity } from '../posture/check.ts';
import { severities } from '../posture/check.ts';
import type { Finding } from '../posture/finding.ts';

/** What one check found, at one severity. */
export interface FaultGroup {
  readonly check: Check;
  readonly severity: Severity;
  readonly findings: readonly Finding[];
  /** The first of each kind of fault, up to a few: what is quoted. */
  readonly quoted: readonly Finding[];
  readonly others: readonly Finding[];
}

/** Kinds of fault quoted under one check. */
const kindsQuoted = 3;

/** The failed findings as groups, most severe first. */
export function faultGroups(findings: readonly Finding[], checks: ReadonlyMap<string, Check>): FaultGroup[] {
  const failed = findings.filter(({ verdict, sameCauseAs }) => verdict === 'fail' && sameCauseAs === undefined);
  return severities.flatMap((severity) => {
    const ofSeverity = failed.filter((finding) => finding.severity === severity);
    return [...Map.groupBy(ofSeverity, ({ check }) => check)].flatMap(([id, ofCheck]) => {
      const check = checks.get(id);
      if (check === undefined) return [];
      const quoted = [...Map.groupBy(ofCheck, ({ reason }) => reason).values()].flatMap(([first]) => first ?? []).slice(0, kindsQuoted);
      const isQuoted = new Set(quoted);
      return [{ check, severity, findings: ofCheck, quoted, others: ofCheck.filter((finding) => !isQuoted.has(finding)) }];
    });
  });
}

/** What could not be decided, by what is missing. */
export function unknownGroups(findings: readonly Finding[]): Finding[][] {
  const unknown = findings.filter(({ verdict }) => verdict === 'unknown');
  return [...Map.groupBy(unknown, ({ reason, missing }) => `${reason}\n${missing ?? ''}`).values()];
}

/** Findings of one object in one source, together. */
export function byObject(findings: readonly Finding[]): Finding[][] {
  return [...Map.groupBy(findings, ({ object, origin }) => `${refKey(object)}\n${origin.kind === 'file' ? origin.source : ''}`).values()];
}

/** What tells one object from another, as a key. */
export function refKey({ apiVersion, kind, namespace, name }: ObjectRef): string {
  return [apiVersion, kind, namespace, name].join('\n');
}
