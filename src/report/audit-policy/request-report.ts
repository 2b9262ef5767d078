// SPDX-License-Identifier: Apache-2.0
// What a policy records of one request.
import { type AuditDecision, type AuditRequest, evaluateAuditPolicy, stagesOf } from '../../engines/audit-policy/index.ts';
import { requestText } from '../../posture/audit/request-text.ts';
import type { TextOf } from '../places.ts';
import { type Page, printable } from '../style.ts';
import { decisionData } from './policy-data.ts';
import { linesOf, type ReadPolicy, ruleText } from './told-policy.ts';

export interface ToldRequest {
  readonly read: ReadPolicy;
  readonly request: AuditRequest;
  readonly decision: AuditDecision;
  readonly line: number | undefined;
}

export function toldRequest(read: ReadPolicy, request: AuditRequest, textOf: TextOf): ToldRequest {
  const decision = evaluateAuditPolicy(read.policy, request);
  return {
    read,
    request,
    decision,
    line: decision.rule === undefined ? undefined : linesOf(read.object, textOf)(`/rules/${decision.rule}`),
  };
}

export function renderRequest({ read, request, decision, line }: ToldRequest, { ink }: Page): string {
  const { level, rule, omitStages, omitManagedFields } = decision;
  const head = ink.bold(printable(requestText(request)));
  const groups = request.user?.groups ?? [];
  const who = request.user === undefined ? 'nobody logged in: the answer is 401' : `in ${groups.map(printable).join(', ')}`;
  const stages = stagesOf(request).filter((stage) => !omitStages.has(stage));
  const content = contentText(level, request);
  const by =
    rule === undefined
      ? 'no rule takes it'
      : `rule ${rule}${line === undefined ? '' : `, ${printable(read.name)}:${line}`}: ${printable(ruleText(read.policy.rules?.[rule] ?? {}))}`;
  return [
    head,
    `  ${ink.dim(who)}`,
    level === 'None' ? `  ${ink.yellow('not recorded')}` : `  ${ink.green(printable(level))}: ${content}`,
    ...(level === 'None' ? [] : [`  at ${stagesText(stages)}`]),
    ...(level !== 'None' && omitStages.size > 0 ? [ink.dim(`  left out: ${[...omitStages].map(printable).join(', ')}`)] : []),
    ...(omitManagedFields && level !== 'None' && level !== 'Metadata' ? [ink.dim('  without managed fields')] : []),
    `  by ${by}`,
    '',
  ].join('\n');
}

function stagesText(stages: readonly string[]): string {
  const usual = stages.filter((stage) => stage !== 'Panic');
  const crash = stages.length > usual.length ? ', and Panic where the server fails' : '';
  return usual.length === 0 ? `no stage that it has${crash}` : `${usual.join(', ')}${crash}`;
}

function contentText(level: string, { resource }: AuditRequest): string {
  if (resource === undefined || level === 'Metadata') return 'who asked for what, when, and how it ended';
  return level === 'Request' ? 'also what was sent' : 'also what was sent and what was answered';
}

export function requestData({ read, request, decision, line }: ToldRequest, complete: boolean): object {
  return { complete, policy: read.name, request, ...decisionData(request, decision), line };
}

/** Whether anything of it is written. */
export function isRecorded({ request, decision: { level, omitStages } }: ToldRequest): boolean {
  return level !== 'None' && stagesOf(request).some((stage) => !omitStages.has(stage));
}
