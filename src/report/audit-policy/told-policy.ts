// SPDX-License-Identifier: Apache-2.0
// What there is to tell of an audit policy, gathered once for every form of the report.
import { type AuditPolicy, type AuditRule, PolicyReach, type RuleEffect, type RuleReach } from '../../engines/audit-policy/index.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import {
  compareDetections,
  type DetectionChange,
  judgeCatalogue,
  type JudgedDetection,
  judgeDetections,
  type JudgedRequest,
} from '../../posture/audit/judged-policy.ts';
import type { Replay } from '../../proof/audit-policy/replay.ts';
import { nodeAt, openDocument, type TextOf } from '../places.ts';

/** A policy and where it was read. */
export interface ReadPolicy {
  readonly name: string;
  readonly object: KubernetesObject;
  readonly policy: AuditPolicy;
}

export interface ToldRule {
  readonly index: number;
  readonly rule: AuditRule;
  readonly line: number | undefined;
  readonly reach: RuleReach;
  /** Of rules that are live. */
  readonly effect: RuleEffect | undefined;
}

export interface ToldPolicy {
  readonly read: ReadPolicy;
  readonly rules: readonly ToldRule[];
  readonly catalogue: readonly JudgedRequest[];
  readonly detections: readonly JudgedDetection[];
  /** Beside the policy that it would replace. */
  readonly against?: { readonly read: ReadPolicy; readonly changes: readonly DetectionChange[]; readonly replay?: Replay };
  readonly replay?: Replay;
}

function toldRules({ object, policy }: ReadPolicy, textOf: TextOf): ToldRule[] {
  const reaches = new PolicyReach(policy);
  const lineOf = linesOf(object, textOf);
  return (policy.rules ?? []).map((rule, index) => {
    const reach = reaches.reachOf(index);
    return { index, rule, line: lineOf(`/rules/${index}`), reach, effect: reach.kind === 'live' ? reaches.effectOf(index) : undefined };
  });
}

/** The line of a pointer, or of the nearest above it. */
export function linesOf({ origin }: KubernetesObject, textOf: TextOf): (path: Pointer) => number | undefined {
  const text = origin.kind === 'file' ? textOf(origin.source) : undefined;
  if (origin.kind !== 'file' || text === undefined) return () => undefined;
  const document = openDocument(origin, text);
  return (path) => {
    const node = nodeAt(document, origin.pointer, path);
    return node && document.lines.positionOf((node.key ?? node.value).start).line;
  };
}

export function toldPolicy(read: ReadPolicy, against: ReadPolicy | undefined, textOf: TextOf): ToldPolicy {
  return {
    read,
    rules: toldRules(read, textOf),
    catalogue: judgeCatalogue(read.policy),
    detections: judgeDetections(read.policy),
    ...(against === undefined ? {} : { against: { read: against, changes: compareDetections(against.policy, read.policy) } }),
  };
}

/** Whether there is something to put right: what is dead, or recorded with too little or too much; beside another policy or a log, what is lost. */
export function isFaulty({ rules, catalogue, against, replay }: ToldPolicy): boolean {
  return (
    rules.some(({ reach }) => reach.kind === 'dead') ||
    catalogue.some(({ verdict }) => verdict === 'too little' || verdict === 'too much') ||
    (against?.changes.some(({ lost }) => lost.length > 0) ?? false) ||
    (replay?.detections.some(({ lost }) => lost > 0) ?? false)
  );
}

/** In few words, what a rule takes. */
export function ruleText({ users, userGroups, verbs, namespaces, resources, nonResourceURLs }: AuditRule): string {
  const isSet = (items: readonly unknown[] | undefined): items is readonly unknown[] => items !== undefined && items.length > 0;
  const entries = (resources ?? []).map(({ group = '', resources: names, resourceNames }) => {
    const of = group === '' ? '' : `.${group}`;
    const written = isSet(names) ? names.map((name) => `${name}${of}`).join(', ') : group === '' ? 'the core group' : group;
    return isSet(names) && isSet(resourceNames) ? `${written} named ${resourceNames.join(', ')}` : written;
  });
  const target = isSet(resources)
    ? entries.join(', ')
    : isSet(namespaces)
      ? 'every resource'
      : isSet(nonResourceURLs)
        ? nonResourceURLs.join(', ')
        : '';
  const places = isSet(namespaces) ? `in ${namespaces.map((name) => (name === '' ? 'no namespace' : name)).join(', ')}` : '';
  const who = [...(isSet(users) ? [users.join(', ')] : []), ...(isSet(userGroups) ? [`members of ${userGroups.join(', ')}`] : [])].join(
    ' who are ',
  );
  const text = [isSet(verbs) ? verbs.join(', ') : '', target, places, who === '' ? '' : `by ${who}`]
    .filter((part) => part !== '')
    .join(' ');
  return text === '' ? 'everything' : text;
}
