// SPDX-License-Identifier: Apache-2.0
// Sentences of a proof that every format for people says alike.
import { toldSteps } from '../../proof/paths/told.ts';
import type { PathChange } from '../../proof/paths-changed.ts';
import { displayName } from '../../model/object.ts';
import { formatVersion } from '../../model/version.ts';
import type { AuditLog } from '../../model/audit/audit-log.ts';
import type { Finding } from '../../posture/finding.ts';
import type { CallProof } from '../../proof/calls/denied.ts';
import type { Effect } from '../../proof/change/change.ts';
import { count } from '../style.ts';
import { timeText, type ProofReport } from './proof-report.ts';

/** `it breaks 7 things; 1 thing not known`. */
export function verdictText({ verdict, breaks, unknown }: Pick<ProofReport, 'verdict' | 'breaks' | 'unknown'>): string {
  const open = unknown.length === 0 ? '' : `; ${count(unknown.length, 'thing')} not known`;
  if (verdict === 'fail') return `it breaks ${count(breaks.length, 'thing')}${open}`;
  return verdict === 'unknown' ? `nothing is known to break${open}` : 'nothing breaks';
}

export function effectsText(effects: readonly Effect[]): string {
  if (effects.length === 0) return 'the change changes nothing';
  const amounts = (['added', 'changed', 'removed'] as const).flatMap((kind) => {
    const own = effects.filter((effect) => effect.kind === kind);
    return own.length === 0 ? [] : `${count(own.length, 'object')} ${kind}`;
  });
  return amounts.join(', ');
}

/** What the change was held against. */
export function heldText({ proof: { before } }: ProofReport): string {
  const cluster = before.cluster === undefined ? '' : ` of cluster ${before.cluster}`;
  return `held against ${count(before.workloads.length, 'workload')} in ${count(before.objects.length, 'object')}${cluster}, for Kubernetes ${formatVersion(before.version)}`;
}

/** `the privileged-container check: 3 places`, one line for each check. */
export function findingLines(findings: readonly Finding[]): { readonly check: string; readonly where: string }[] {
  return [...Map.groupBy(findings, ({ check }) => check)].map(([check, own]) => {
    const [first] = own;
    return { check, where: own.length === 1 && first !== undefined ? displayName(first.object) : count(own.length, 'place') };
  });
}

/** Between which times flows were recorded; undefined where nothing says when. */
export function windowOf({ proof: { network } }: ProofReport): { readonly from: number; readonly to: number } | undefined {
  const times = network?.observed?.log.rows.flatMap(({ first, last }) =>
    [first ?? last, last ?? first].filter((time) => time !== undefined),
  );
  if (times === undefined || times.length === 0) return undefined;
  return { from: times.reduce((a, b) => Math.min(a, b)), to: times.reduce((a, b) => Math.max(a, b)) };
}

/** What was asked of what, without the inputs. */
export function evidenceTexts(report: ProofReport): string[] {
  const { admission, network, calls } = report.proof;
  const observed = network?.observed;
  const window = windowOf(report);
  return [
    `${count(admission.judged, 'workload')} judged by admission, ${count(admission.standing.length, 'refusal')} of before stand${admission.standing.length === 1 ? 's' : ''}`,
    ...(observed === undefined
      ? []
      : [
          `${count(observed.judged, 'observed edge')} of ${count(observed.log.flows, 'flow')}${window === undefined ? '' : `, ${timeText(window.from)} to ${timeText(window.to)}`}${observed.contradicted.length === 0 ? '' : `; ${observed.contradicted.length} seen although today's policies refuse them`}`,
        ]),
    ...(report.audit === undefined ? [] : [auditText(report.audit, calls)]),
    `made ${timeText(report.at)} by Rampart ${report.rampartVersion}; it holds for as long as its inputs stay the same`,
  ];
}

function auditText({ events, first, last }: AuditLog, calls: CallProof | undefined): string {
  const otherwise = calls?.otherwise ?? 0;
  return `${count(events, 'recorded event')}, ${timeText(first)} to ${timeText(last)}: ${count(calls?.judged ?? 0, 'different call')} judged${otherwise === 0 ? '' : `, ${otherwise.toLocaleString('en-US')} of them allowed by what is not in the inventory`}`;
}

/** Pairs and permissions that come and go by policies and roles; '' for none. */
export function gainedText({ proof: { network, permissions } }: ProofReport): string {
  const gained = network?.declared.gained.length ?? 0;
  const given = (permissions?.changes ?? []).filter(({ change }) => change === 'gained').length;
  const declared = (network?.declared.lost ?? []).filter(({ written }) => written).length;
  return [
    ...(declared === 0
      ? []
      : [`${count(declared, 'pair')} lose connections that policies were written to allow: rampart diff --network --why tells which`]),
    ...(gained === 0 ? [] : [`${count(gained, 'pair')} may connect that could not before: rampart diff --network tells which`]),
    ...(given === 0 ? [] : [`${count(given, 'permission')} gained: rampart diff --rbac tells which`]),
  ].join('; ');
}

/** Attack paths that a change closes or opens, a line each: `from Deployment shop/web to cluster-admin: it mounts …; …`. */
export function pathTexts(changes: readonly PathChange[]): string[] {
  return changes.map(({ reached, goal, path }) => {
    const steps = toldSteps(path).map(({ who, how }) => `${who.name} ${how}`);
    return `from ${reached.from.name} to ${goal}: ${steps.join('; ')}${reached.isSure ? '' : ' (it rests on what the input does not tell)'}`;
  });
}
