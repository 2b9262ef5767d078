// SPDX-License-Identifier: Apache-2.0
// The answer to "who reaches whom" as data.
import { type Connections, connectionsText, type Decision, type Explanation, type Near, type Reason } from '../../engines/network/index.ts';
import { displayName, type KubernetesObject } from '../../model/object.ts';
import { podCounts, sideNames } from '../../proof/reach/sides.ts';
import { fieldPath } from '../quote.ts';
import type { TextOf } from '../places.ts';
import type { ReachReport } from './reach-table.ts';
import { quoteRule } from './rule-quote.ts';
import type { Standing } from './standing.ts';

export function reachData({ network, reach, rule, notes }: ReachReport, textOf: TextOf, standing: Standing): object {
  const { question, answer, outcomes, portless } = reach;
  const counts = podCounts(network);
  return {
    schema: 'rampart.dev/reach/v1',
    from: question.from.name,
    to: question.to.name,
    port: question.port?.text ?? null,
    answer,
    complete: standing.complete,
    unknown: standing.unknown,
    groups: outcomes.map((outcome) => ({
      answer: outcome.answer,
      from: sideNames(outcome.senders, counts),
      to: sideNames(outcome.receivers, counts),
      allowed: textOrNull(outcome.allowed),
      denied: textOrNull(outcome.denied),
      unknown: textOrNull(outcome.unknown),
      why: outcome.parts.map(({ connections, explanation }) => ({
        connections: connectionsText(connections),
        ...explanationData(explanation, textOf),
      })),
    })),
    withoutPort: sideNames(portless, counts),
    notes: [...question.from.notes, ...question.to.notes, ...notes],
    ...(rule === undefined
      ? {}
      : { change: rule.kind === 'none' ? { possible: false, why: rule.why } : { possible: true, ...withoutKind(rule) } }),
    problems: standing.problems,
  };
}

function withoutKind({ policies, besides }: { readonly policies: readonly object[]; readonly besides: readonly string[] }) {
  return { policies, besides };
}

export function textOrNull(connections: Connections): string | null {
  return connections.length === 0 ? null : connectionsText(connections);
}

function explanationData({ answer, always, egress, ingress }: Explanation, textOf: TextOf) {
  return { answer, always, egress: decisionData(egress, textOf), ingress: decisionData(ingress, textOf) };
}

function decisionData({ answer, reasons }: Decision, textOf: TextOf) {
  return { answer, reasons: reasons.map((reason) => reasonData(reason, textOf)) };
}

function reasonData(reason: Reason, textOf: TextOf) {
  switch (reason.kind) {
    case 'rule':
      return { kind: 'rule', action: reason.action, ...placed(reason.policy, reason.pointer, textOf), doubts: reason.doubts };
    case 'isolated':
      return {
        kind: 'isolated',
        tier: reason.tier,
        policies: reason.policies.map((policy) => placed(policy, '', textOf)),
        doubts: reason.doubts,
        nearest: reason.nearest.map((near: Near) => ({ ...placed(near.policy, near.pointer, textOf), misses: near.misses })),
      };
    case 'default':
      return { kind: 'default', isSelected: reason.isSelected };
  }
}

function placed(policy: KubernetesObject, pointer: string, textOf: TextOf) {
  const { source, line } = quoteRule(policy, pointer, textOf);
  return {
    policy: displayName(policy),
    ...(pointer === '' ? {} : { field: fieldPath(pointer) }),
    source,
    ...(line === undefined ? {} : { line }),
  };
}
