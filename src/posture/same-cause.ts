// SPDX-License-Identifier: Apache-2.0
import type { Check } from './check.ts';
import type { Finding } from './finding.ts';

/**
 * Marks the findings of general checks where a more specific check, one that they yield to, says the same of the same
 * place: readers want one cause told once, and the specific check knows more about it.
 */
export function markSameCause(findings: readonly Finding[], checks: readonly Check[]): readonly Finding[] {
  const yieldsTo = new Map(checks.flatMap(({ id, yieldsTo: specific = [] }) => (specific.length > 0 ? [[id, specific] as const] : [])));
  if (yieldsTo.size === 0) return findings;
  const specific = new Set([...yieldsTo.values()].flat());
  const told = Map.groupBy(
    findings.filter(({ check, verdict }) => verdict === 'fail' && specific.has(check)),
    objectOf,
  );
  return findings.map((finding) => {
    const wanted = finding.verdict === 'fail' ? yieldsTo.get(finding.check) : undefined;
    const cause = wanted && told.get(objectOf(finding))?.find((other) => wanted.includes(other.check) && isWithin(other, finding));
    return cause === undefined ? finding : { ...finding, sameCauseAs: cause.check };
  });
}

function isWithin(specific: Finding, general: Finding): boolean {
  if (specific.path === general.path) return general.absent.every((token, index) => specific.absent[index] === token);
  return general.absent.length === 0 && specific.path.startsWith(`${general.path}/`);
}

function objectOf({ origin, object }: Finding): string {
  return origin.kind === 'file'
    ? `${origin.start}:${origin.pointer}:${origin.source}`
    : JSON.stringify([origin.context, object.apiVersion, object.kind, object.namespace, object.name]);
}
