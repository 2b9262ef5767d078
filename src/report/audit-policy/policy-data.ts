// SPDX-License-Identifier: Apache-2.0
// An audit policy told as data.
import { type AuditDecision, type AuditRequest, stagesOf } from '../../engines/audit-policy/index.ts';
import type { MissingInput } from '../../posture/audit/judged-policy.ts';
import { requestText } from '../../posture/audit/request-text.ts';
import type { Replay } from '../../proof/audit-policy/replay.ts';
import { isFaulty, ruleText, type ToldPolicy, type ToldRule } from './told-policy.ts';

/** `complete` is false where something could not be read. */
export function policyData(told: ToldPolicy, complete: boolean): object {
  const { read, rules, catalogue, detections, against, replay } = told;
  const lineOf = (rule: number | undefined) => (rule === undefined ? undefined : rules[rule]?.line);
  return {
    complete,
    faulty: isFaulty(told),
    policy: read.name,
    rules: rules.map(ruleData),
    catalogue: catalogue.map(({ entry, decision, verdict }) => ({
      id: entry.id,
      title: entry.title,
      request: entry.request,
      verdict,
      least: entry.least,
      most: entry.most,
      ...decisionData(entry.request, decision),
      line: lineOf(decision.rule),
    })),
    detections: detections.map(({ detection, input, missing }) => ({
      id: detection.id,
      title: detection.title,
      techniques: detection.techniques,
      input,
      missing: missing.map(missingData),
    })),
    ...(against === undefined
      ? {}
      : {
          against: {
            policy: against.read.name,
            changes: against.changes.map(({ detection, before, after, lost, gained }) => ({
              id: detection.id,
              before,
              after,
              lost: lost.map(missingData),
              gained: gained.map(missingData),
            })),
            ...(against.replay === undefined ? {} : { log: replayData(against.replay) }),
          },
        }),
    ...(replay === undefined ? {} : { log: replayData(replay) }),
  };
}

function ruleData({ index, rule, line, reach, effect }: ToldRule): object {
  return {
    index,
    line,
    level: rule.level,
    matches: ruleText(rule),
    reach: reach.kind,
    ...(reach.kind === 'dead' ? { coveredBy: reach.coveredBy } : {}),
    ...(reach.kind === 'live' ? { example: reach.example } : {}),
    ...(effect === undefined ? {} : { effect: effect.kind }),
    ...(effect?.kind === 'none' ? { insteadBy: effect.insteadBy.map((instead) => instead ?? null) } : {}),
  };
}

/** What is recorded, and the stages at which it is. */
export function decisionData(request: AuditRequest, { rule, level, omitStages, omitManagedFields }: AuditDecision): object {
  const stages = level === 'None' ? [] : stagesOf(request).filter((stage) => !omitStages.has(stage));
  return { rule: rule ?? null, level, stages, omitStages: [...omitStages], omitManagedFields };
}

function missingData({ request, decision, level, stages }: MissingInput): object {
  return { request: requestText(request), recorded: decisionData(request, decision), needed: { level, stages } };
}

function replayData({ detections, rules, ...rest }: Replay): object {
  return {
    ...rest,
    rules: rules.map(({ rule, ...volume }) => ({ rule: rule ?? null, ...volume })),
    detections: detections.map(({ detection, ...counts }) => ({ id: detection.id, ...counts })),
  };
}
