// SPDX-License-Identifier: Apache-2.0
// A policy held against the catalogue of requests and the inputs of detections.
import {
  type AuditDecision,
  type AuditLevel,
  type AuditPolicy,
  type AuditRequest,
  compareAuditLevels,
  evaluateAuditPolicy,
} from '../../engines/audit-policy/index.ts';
import { type Asker, type Detection, type DetectionInput, detections } from './detections.ts';
import { people, type Person, requestFor } from './people.ts';
import { type CatalogueRequest, requestCatalogue } from './request-catalogue.ts';

export type CatalogueVerdict = 'good' | 'too little' | 'too much' | 'noise';

export interface JudgedRequest {
  readonly entry: CatalogueRequest;
  readonly decision: AuditDecision;
  readonly verdict: CatalogueVerdict;
}

export function judgeCatalogue(policy: AuditPolicy): JudgedRequest[] {
  return requestCatalogue.map((entry) => {
    const decision = evaluateAuditPolicy(policy, entry.request);
    return { entry, decision, verdict: verdictOf(entry, decision) };
  });
}

function verdictOf({ least, most, excess, stages }: CatalogueRequest, decision: AuditDecision): CatalogueVerdict {
  if (least !== 'None' && !suffices(decision, least, stages)) return 'too little';
  if (compareAuditLevels(decision.level, most) > 0) return excess === 'content' ? 'too much' : 'noise';
  return 'good';
}

/** Whether what is recorded has this level, at one of these stages. */
export function suffices({ level, omitStages }: AuditDecision, least: AuditLevel, stages: readonly string[]): boolean {
  return compareAuditLevels(level, least) >= 0 && stages.some((stage) => !omitStages.has(stage));
}

export interface MissingInput {
  readonly request: AuditRequest;
  readonly decision: AuditDecision;
  readonly level: AuditLevel;
  readonly stages: readonly string[];
}

export interface JudgedDetection {
  readonly detection: Detection;
  /** Whether all, some or none of its input is recorded. */
  readonly input: 'kept' | 'partly' | 'lost';
  readonly missing: readonly MissingInput[];
}

/** Which detections have their input under a policy, tried with requests of people and accounts that it is unlikely to name. */
export function judgeDetections(policy: AuditPolicy): JudgedDetection[] {
  return detections.map((detection) => {
    const asked = detection.inputs.flatMap((input) => samplesOf(input).map((request) => ({ request, input })));
    const missing = asked.flatMap(({ request, input: { level, stages } }) => {
      const decision = evaluateAuditPolicy(policy, request);
      return suffices(decision, level, stages) ? [] : [{ request, decision, level, stages }];
    });
    const input = missing.length === 0 ? 'kept' : missing.length < asked.length ? 'partly' : 'lost';
    return { detection, input, missing };
  });
}

const askers: Readonly<Record<Asker, readonly Person[]>> = {
  anyone: ['user', 'account'],
  user: ['user'],
  node: ['node'],
  nobody: ['nobody'],
  anonymous: ['anonymous'],
  impersonator: ['user'],
};

function samplesOf({ verbs, targets, who, namespace }: DetectionInput): AuditRequest[] {
  return verbs.flatMap((verb) =>
    targets.flatMap((target) =>
      askers[who].map((person) => {
        const request = requestFor(verb, target === '*' ? 'pods' : target, people[person]);
        return namespace === undefined ? request : { ...request, namespace };
      }),
    ),
  );
}

export interface DetectionChange {
  readonly detection: Detection;
  readonly before: JudgedDetection['input'];
  readonly after: JudgedDetection['input'];
  /** What the second policy misses and the first has; the other way round. */
  readonly lost: readonly MissingInput[];
  readonly gained: readonly MissingInput[];
}

/** The detections whose input differs between two policies. */
export function compareDetections(before: AuditPolicy, after: AuditPolicy): DetectionChange[] {
  const other = judgeDetections(after);
  return judgeDetections(before).flatMap((first, index) => {
    const second = other[index];
    if (second === undefined) return [];
    const keys = (judged: JudgedDetection) => new Set(judged.missing.map(keyOf));
    const [missedBefore, missedAfter] = [keys(first), keys(second)];
    const lost = second.missing.filter((missing) => !missedBefore.has(keyOf(missing)));
    const gained = first.missing.filter((missing) => !missedAfter.has(keyOf(missing)));
    if (lost.length + gained.length === 0) return [];
    return [{ detection: first.detection, before: first.input, after: second.input, lost, gained }];
  });
}

function keyOf({ request, level, stages }: MissingInput): string {
  return JSON.stringify([request, level, stages]);
}
