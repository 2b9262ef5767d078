// SPDX-License-Identifier: Apache-2.0
import { type Inventory, objectsOfKind } from '../model/inventory.ts';
import type { KubernetesObject } from '../model/object.ts';
import { deepestExisting } from '../model/pointer.ts';
import type { Workload } from '../model/workload.ts';
import { behaviourAt, type Check, type CheckContext, type Evaluate, type Outcome, severities, type Undecided } from './check.ts';
import type { Evaluation, Finding, Tally } from './finding.ts';

/** Runs checks over an inventory. Findings come by severity, then in the order of checks and objects. */
export function evaluate(inventory: Inventory, checks: readonly Check[]): Evaluation {
  const context: CheckContext = { inventory, version: inventory.version };
  const results = checks.map((check) => evaluateCheck(check, context));
  return {
    findings: severities.flatMap((severity) =>
      results.flatMap(({ findings }) => findings.filter((finding) => finding.severity === severity)),
    ),
    tallies: new Map(results.map(({ check, tally }) => [check.id, tally])),
  };
}

interface CheckResult {
  readonly check: Check;
  readonly findings: readonly Finding[];
  readonly tally: Tally;
}

function evaluateCheck(check: Check, context: CheckContext): CheckResult {
  const findings: Finding[] = [];
  const tally = { pass: 0, fail: 0, unknown: 0 };
  const record = (object: KubernetesObject, outcomes: readonly Outcome[]) => {
    tally[verdictOf(outcomes)] += 1;
    for (const outcome of outcomes) findings.push(toFinding(check, object, outcome));
  };
  if (check.appliesTo === 'workload') {
    const behaviour = behaviourAt(check.versions, context.version);
    for (const workload of behaviour ? context.inventory.workloads : []) {
      if (behaviour === undefined || check.applicable?.(workload, context) === false) continue;
      record(workload.object, withWrongTypes(workload, outcomesOf(behaviour, workload, context)));
    }
  } else {
    const behaviour = behaviourAt(check.versions, context.version);
    for (const object of behaviour ? objectsOfKinds(context.inventory, check.appliesTo.kinds) : []) {
      if (behaviour === undefined || check.applicable?.(object, context) === false) continue;
      record(object, outcomesOf(behaviour, object, context));
    }
  }
  return { check, findings, tally };
}

function objectsOfKinds(inventory: Inventory, kinds: readonly string[]): KubernetesObject[] {
  return kinds.flatMap((kind) => {
    const dot = kind.indexOf('.');
    return dot < 0 ? objectsOfKind(inventory, kind, '') : objectsOfKind(inventory, kind.slice(0, dot), kind.slice(dot + 1));
  });
}

// A defect of a check must not end the scan, nor pass for a verdict.
function outcomesOf<Subject>(behaviour: Evaluate<Subject>, subject: Subject, context: CheckContext): readonly Outcome[] {
  try {
    return behaviour(subject, context);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [{ kind: 'undecided', path: '', reason: 'the check itself failed', detail, missing: 'a corrected check: please report this' }];
  }
}

// Kubernetes refuses a template with a field of the wrong type, so nothing that was not found in it is a pass.
function withWrongTypes(workload: Workload, outcomes: readonly Outcome[]): readonly Outcome[] {
  const [wrong] = workload.wrongTypes;
  if (wrong === undefined || outcomes.length > 0) return outcomes;
  const undecided: Undecided = {
    kind: 'undecided',
    path: wrong.path,
    reason: 'the pod template has fields of a wrong type',
    detail: `expected ${wrong.expected}, found ${wrong.found}`,
    missing: 'a pod template that Kubernetes can decode',
  };
  return [undecided];
}

function verdictOf(outcomes: readonly Outcome[]): keyof Tally {
  if (outcomes.length === 0) return 'pass';
  return outcomes.some((outcome) => outcome.kind === 'fault') ? 'fail' : 'unknown';
}

function toFinding(check: Check, object: KubernetesObject, outcome: Outcome): Finding {
  const { apiVersion, kind, namespace, name, origin } = object;
  const place = deepestExisting(object.body, outcome.path);
  const common = {
    check: check.id,
    severity: check.severity,
    object: { apiVersion, kind, namespace, name },
    origin,
    path: place.path,
    absent: place.missing,
    reason: outcome.reason,
    detail: outcome.detail,
  };
  if (outcome.kind === 'undecided') return { ...common, verdict: 'unknown', missing: outcome.missing };
  return {
    ...common,
    verdict: 'fail',
    ...(outcome.evidence === undefined ? {} : { evidence: outcome.evidence }),
    ...(outcome.remedy === undefined ? {} : { remedy: outcome.remedy }),
    ...(outcome.confidential === true ? { confidential: true } : {}),
  };
}
