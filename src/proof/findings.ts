// SPDX-License-Identifier: Apache-2.0
// What a change closes and opens of what a scan finds.
import type { Inventory } from '../model/inventory.ts';
import type { Check } from '../posture/check.ts';
import { evaluate } from '../posture/evaluate.ts';
import type { Finding } from '../posture/finding.ts';
import { identityOf } from './change/identity.ts';

export interface FindingChange {
  readonly closed: readonly Finding[];
  readonly opened: readonly Finding[];
  /** How many stand before and after. */
  readonly standing: number;
}

/** Failed verdicts of both sides; a finding is the same by its check, object and field. */
export function findingsChanged(before: Inventory, after: Inventory, checks: readonly Check[], now: number): FindingChange {
  const failed = (inventory: Inventory) =>
    evaluate(inventory, checks, now).findings.filter(({ verdict, sameCauseAs }) => verdict === 'fail' && sameCauseAs === undefined);
  const [old, fresh] = [failed(before), failed(after)];
  const opened = without(fresh, old);
  return { closed: without(old, fresh), opened, standing: fresh.length - opened.length };
}

/** Those of `findings` that have no counterpart; each counterpart stands for one. */
function without(findings: readonly Finding[], others: readonly Finding[]): Finding[] {
  const left = new Map<string, number>();
  for (const finding of others) left.set(keyOf(finding), (left.get(keyOf(finding)) ?? 0) + 1);
  return findings.filter((finding) => {
    const number = left.get(keyOf(finding)) ?? 0;
    if (number > 0) left.set(keyOf(finding), number - 1);
    return number === 0;
  });
}

function keyOf({ check, object, path, absent }: Finding): string {
  return JSON.stringify([check, identityOf(object), path, absent]);
}
