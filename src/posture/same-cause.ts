// SPDX-License-Identifier: Apache-2.0
import { pointer, type Pointer } from '../model/pointer.ts';
import type { Cause, Check } from './check.ts';
import type { Finding } from './finding.ts';

/** What others a check gives way to: those that say the same of the same place, and those whose fault brings its own about. */
interface Deference {
  readonly yieldsTo: readonly string[];
  readonly followsFrom: readonly Cause[];
}

/**
 * Marks the findings of general checks where a more specific check, one that they yield to, says the same of the same
 * place, and those that follow from a fault told elsewhere in the object: readers want one cause told once.
 */
export function markSameCause(findings: readonly Finding[], checks: readonly Check[]): readonly Finding[] {
  const deferences = new Map(
    checks.flatMap(({ id, yieldsTo = [], followsFrom = [] }): [string, Deference][] =>
      yieldsTo.length + followsFrom.length > 0 ? [[id, { yieldsTo, followsFrom }]] : [],
    ),
  );
  if (deferences.size === 0) return findings;
  const causes = new Set(
    [...deferences.values()].flatMap(({ yieldsTo, followsFrom }) => [...yieldsTo, ...followsFrom.map(({ check }) => check)]),
  );
  // An object's origin is its own.
  const told = Map.groupBy(
    findings.filter(({ check, verdict }) => verdict === 'fail' && causes.has(check)),
    ({ origin }) => origin,
  );
  return findings.map((finding) => {
    const deference = finding.verdict === 'fail' ? deferences.get(finding.check) : undefined;
    const cause = deference && told.get(finding.origin)?.find((other) => isCause(other, finding, deference));
    return cause === undefined ? finding : { ...finding, sameCauseAs: cause.check };
  });
}

function isCause(other: Finding, finding: Finding, { yieldsTo, followsFrom }: Deference): boolean {
  return (
    (yieldsTo.includes(other.check) && isWithin(other, finding)) ||
    followsFrom.some(({ check, at }) => check === other.check && isBelowHolder(finding, other, at))
  );
}

function isWithin(specific: Finding, general: Finding): boolean {
  if (specific.path === general.path) return general.absent.every((token, index) => specific.absent[index] === token);
  return general.absent.length === 0 && specific.path.startsWith(`${general.path}/`);
}

/** Whether a finding lies in what has the field of its cause. */
function isBelowHolder(finding: Finding, cause: Finding, at: Pointer): boolean {
  const field = wholePath(cause);
  const holder = field.slice(0, field.length - at.length);
  return field.endsWith(at) && (wholePath(finding) === holder || wholePath(finding).startsWith(`${holder}/`));
}

function wholePath({ path, absent }: Finding): Pointer {
  return absent.length === 0 ? path : `${path}${pointer(...absent)}`;
}
