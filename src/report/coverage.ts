// SPDX-License-Identifier: Apache-2.0
import { type Check, type Layer, layers, type Threat, threats } from '../posture/check.ts';
import type { Tally } from '../posture/finding.ts';

/** How far one layer or threat was looked at, and how much of it was in order. Shares are between 0 and 1. */
export interface Coverage<Name extends string> {
  readonly name: Name;
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
  /** (pass + fail) / applicable; absent where no check applied to anything: "no data". */
  readonly coverage?: number;
  /** pass / (pass + fail), at most `criticalCap` where a critical check failed; absent where nothing was decided. */
  readonly compliance?: number;
  /** True where the compliance was lowered to the cap. */
  readonly capped?: boolean;
}

/** One critical failure outweighs any number of passes: compliance never looks better than this beside it. */
const criticalCap = 0.5;

export function coverageByLayer(checks: readonly Check[], tallies: ReadonlyMap<string, Tally>): Coverage<Layer>[] {
  return layers.map((layer) =>
    coverageOf(
      layer,
      checks.filter((check) => check.layer === layer),
      tallies,
    ),
  );
}

export function coverageByThreat(checks: readonly Check[], tallies: ReadonlyMap<string, Tally>): Coverage<Threat>[] {
  return threats.map((threat) =>
    coverageOf(
      threat,
      checks.filter((check) => check.threats.includes(threat)),
      tallies,
    ),
  );
}

function coverageOf<Name extends string>(name: Name, checks: readonly Check[], tallies: ReadonlyMap<string, Tally>): Coverage<Name> {
  let [pass, fail, unknown, critical] = [0, 0, 0, false];
  for (const check of checks) {
    const tally = tallies.get(check.id);
    if (tally === undefined) continue;
    pass += tally.pass;
    fail += tally.fail;
    unknown += tally.unknown;
    critical ||= check.severity === 'critical' && tally.fail > 0;
  }
  const decided = pass + fail;
  const applicable = decided + unknown;
  if (applicable === 0) return { name, pass, fail, unknown };
  const coverage = decided / applicable;
  if (decided === 0) return { name, pass, fail, unknown, coverage };
  const compliance = pass / decided;
  const capped = critical && compliance > criticalCap;
  return { name, pass, fail, unknown, coverage, compliance: capped ? criticalCap : compliance, capped };
}
