// SPDX-License-Identifier: Apache-2.0
import { type Gap, type Inventory, missingIn, objectsOfKind } from '../model/inventory.ts';
import { groupOf, kindOf, type KubernetesObject } from '../model/object.ts';
import { deepestExisting } from '../model/pointer.ts';
import type { Workload } from '../model/workload.ts';
import { workloadKinds } from '../model/workloads.ts';
import {
  behaviourAt,
  type Check,
  type CheckContext,
  type Evaluate,
  type ObjectCheck,
  type Outcome,
  severities,
  type Undecided,
} from './check.ts';
import { isContentWithheld } from './evidence-kinds.ts';
import type { Evaluation, Finding, Tally } from './finding.ts';
import { anyKind, readsDuring, watched } from './reads.ts';
import { markSameCause } from './same-cause.ts';
import { nothingShared, shareFindings, type Sharing } from './sharing.ts';

/** From so many objects on, what findings say alike is held once. Fewer do not weigh what it costs to compare them. */
const manyObjects = 5000;

/**
 * Runs checks over an inventory, for the time `now` in milliseconds since 1970. Findings come by severity, then in the order of
 * checks and objects.
 */
export function evaluate(inventory: Inventory, checks: readonly Check[], now: number): Evaluation {
  const { version, gaps } = inventory;
  const context: CheckContext = { inventory: gaps.length === 0 ? inventory : watched(inventory), version, now };
  const sharing = inventory.objects.length < manyObjects ? nothingShared : shareFindings();
  const results = checks.map((check) => evaluateCheck(check, context, sharing));
  const findings = severities.flatMap((severity) =>
    results.flatMap((result) => result.findings.filter((finding) => finding.severity === severity)),
  );
  return {
    findings: markSameCause(findings, checks),
    tallies: new Map(results.map(({ check, tally }) => [check.id, tally])),
  };
}

interface CheckResult {
  readonly check: Check;
  readonly findings: readonly Finding[];
  readonly tally: Tally;
}

function evaluateCheck(check: Check, context: CheckContext, sharing: Sharing): CheckResult {
  const findings: Finding[] = [];
  const tally = { pass: 0, fail: 0, unknown: 0 };
  const record = (object: Subject, outcomes: readonly Outcome[]) => {
    tally[verdictOf(outcomes)] += 1;
    for (const outcome of outcomes) findings.push(toFinding(check, object, outcome, sharing));
  };
  const { inventory } = context;
  if (check.appliesTo === 'workload') {
    const behaviour = behaviourAt(check.versions, context.version);
    for (const workload of behaviour ? inventory.workloads : []) {
      if (behaviour === undefined || !isInScope(workload.object, inventory)) continue;
      if (check.applicable?.(workload, context) === false) continue;
      record(workload.object, withWrongTypes(workload, outcomesOf(behaviour, workload, context)));
    }
    if (check.besides !== undefined) recordObjects(check.besides.kinds, check.besides.evaluate, check.besides.applicable);
    if (behaviour !== undefined) recordGaps(workloadKinds);
  } else {
    const behaviour = behaviourAt(check.versions, context.version);
    if (behaviour !== undefined) recordObjects(check.appliesTo.kinds, behaviour, check.applicable);
    if (behaviour !== undefined && check.filesAlone !== true) recordGaps(check.appliesTo.kinds);
  }
  return { check, findings, tally };

  function recordObjects(kinds: readonly string[], behaviour: Evaluate<KubernetesObject>, applicable: ObjectCheck['applicable']): void {
    for (const object of objectsOfKinds(inventory, kinds)) {
      if (object.metadataOnly === true || !isInScope(object, inventory)) continue;
      if (applicable?.(object, context) === false) continue;
      record(object, outcomesOf(behaviour, object, context));
    }
  }

  function recordGaps(kinds: readonly string[]): void {
    const gaps = inventory.gaps.filter(
      (gap) =>
        !isContentWithheld(kindOf(gap)) &&
        (kinds.includes(kindOf(gap)) || kinds.includes(`*.${groupOf(gap.apiVersion)}`)) &&
        isInScope({ ...gap, name: '' }, inventory),
    );
    const [first] = gaps;
    if (first !== undefined) record({ ...first, name: '*', body: {} }, [undecidedBy(gaps)]);
  }
}

/** What a verdict is about: an object, or, with the name `*`, those of a kind that were not shown. */
type Subject = Pick<KubernetesObject, 'apiVersion' | 'kind' | 'namespace' | 'name' | 'body' | 'origin'>;

function isInScope({ kind, namespace, name }: Pick<KubernetesObject, 'kind' | 'namespace' | 'name'>, { scope }: Inventory): boolean {
  return scope === undefined || namespace === scope || (kind === 'Namespace' && name === scope);
}

function undecidedBy(gaps: readonly Gap[]): Undecided {
  return {
    kind: 'undecided',
    path: '',
    reason: gaps[0]?.reason ?? '',
    detail: `not seen: ${gaps.map(({ kind }) => kind).join(', ')}`,
    missing: missingIn(gaps),
  };
}

function objectsOfKinds(inventory: Inventory, kinds: readonly string[]): KubernetesObject[] {
  return kinds.flatMap((kind) => {
    const dot = kind.indexOf('.');
    if (kind.startsWith('*.')) return inventory.objects.filter(({ apiVersion }) => groupOf(apiVersion) === kind.slice(2));
    return dot < 0 ? objectsOfKind(inventory, kind, '') : objectsOfKind(inventory, kind.slice(0, dot), kind.slice(dot + 1));
  });
}

// A defect of a check must not end the scan, nor pass for a verdict.
function outcomesOf<T>(behaviour: Evaluate<T>, subject: T, context: CheckContext): readonly Outcome[] {
  try {
    if (context.inventory.gaps.length === 0) return behaviour(subject, context);
    const { value, reads } = readsDuring(context.inventory, () => behaviour(subject, context));
    const gaps = reads.size === 0 ? [] : context.inventory.gaps.filter(({ kind }) => reads.has(kind) || reads.has(anyKind));
    return gaps.length === 0 ? value : [undecidedBy(gaps)];
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

function toFinding(check: Check, object: Subject, outcome: Outcome, sharing: Sharing): Finding {
  const place = deepestExisting(object.body, outcome.path);
  const { reason, detail } = outcome;
  const remedy = outcome.kind === 'fault' && outcome.remedy !== undefined ? { remedy: outcome.remedy } : {};
  const common = {
    check: check.id,
    severity: check.severity,
    object: sharing.ref(object),
    origin: object.origin,
    ...sharing.telling({ path: place.path, absent: place.missing, reason, detail, ...remedy }),
  };
  if (outcome.kind === 'undecided') return { ...common, verdict: 'unknown', missing: outcome.missing };
  return {
    ...common,
    verdict: 'fail',
    ...(outcome.evidence === undefined ? {} : { evidence: outcome.evidence }),
    ...(outcome.confidential === true ? { confidential: true } : {}),
  };
}
