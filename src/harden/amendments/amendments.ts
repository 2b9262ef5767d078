// SPDX-License-Identifier: Apache-2.0
// For every break of a proof the smallest addition that keeps it working, tried by the engine that found the break.
import type { Check } from '../../posture/check.ts';
import { podSecurityLaw } from '../../proof/admission/pod-security-law.ts';
import type { Break } from '../../proof/breaks.ts';
import type { Proof } from '../../proof/prove.ts';
import { admitWorkloads } from './admit-workloads.ts';
import { allowCalls } from './allow-calls.ts';
import { allowFlows } from './allow-flows.ts';
import type { Amendment } from './amendment.ts';

export function amendmentsOf(
  { change: { after }, network }: Proof,
  breaks: readonly Break[],
  checks: readonly Check[],
  now: number,
): Amendment[] {
  return [
    ...admitWorkloads(breaks, { after, law: podSecurityLaw(after), checks, now }),
    ...(network === undefined ? [] : allowFlows(breaks, after, network.after)),
    ...allowCalls(breaks, after),
  ];
}
