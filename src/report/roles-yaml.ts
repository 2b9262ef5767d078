// SPDX-License-Identifier: Apache-2.0
// Proposed roles as manifests that say, rule by rule, what they were made of.
import { dump } from 'js-yaml';
import { bindingManifests, roleManifest, ruleManifest } from '../harden/roles/manifests.ts';
import type { Need } from '../proof/calls/need-table.ts';
import type { ProposedRole, ProposedRule, SubjectProposal } from '../harden/roles/proposal.ts';
import { requestText } from './roles-text.ts';
import { count, printable } from './style.ts';

/** Requests of one rule that are told before the rest is only counted. */
const shownRequests = 20;

/** Documents of YAML, a role or binding each. `why` tells the requests of each rule. */
export function roleTexts({ subject, roles }: SubjectProposal, why = false): string[] {
  return roles.flatMap((role) => [
    commented(role, subjectText(subject), why),
    ...bindingManifests(role, subject).map((manifest) => dump(manifest, { lineWidth: 120 })),
  ]);
}

/** `ServiceAccount shop/api`, `User jane`. */
export function subjectText({ kind, name, namespace }: SubjectProposal['subject']): string {
  return printable(kind === 'ServiceAccount' ? `${kind} ${namespace}/${name}` : `${kind} ${name}`);
}

function commented(role: ProposedRole, subject: string, why: boolean): string {
  const { rules: _, ...head } = roleManifest(role);
  const rules = role.rules.map(
    (rule) =>
      `${ruleComments(rule, why)
        .map((text) => `  # ${text}\n`)
        .join('')}${indented(rule)}`,
  );
  return `# ${subject}: what the audit log recorded\n${dump(head, { lineWidth: 120 })}rules:\n${rules.join('')}`;
}

function indented({ rule }: ProposedRule): string {
  return dump([ruleManifest(rule)], { flowLevel: 2, lineWidth: 116 }).replace(/^(?=.)/gm, '  ');
}

export function ruleComments({ needs, kept }: ProposedRule, why: boolean): string[] {
  if (kept !== undefined) return [`kept, not recorded: ${printable(kept)}`];
  const besides = new Set(needs.flatMap((need) => need.besides ?? []));
  const reasons = besides.size > 0 && needs.every((need) => need.besides !== undefined) ? [`for ${[...besides].join(', ')}`] : [];
  return [usedText(needs), ...reasons, ...(why ? requestLines(needs) : [])];
}

function requestLines(needs: readonly Need[]): string[] {
  const sorted = needs.toSorted((a, b) => b.count - a.count);
  const rest = sorted.length - shownRequests;
  return [
    ...sorted.slice(0, shownRequests).map((need) => `  ${requestText(need)}`),
    ...(rest > 0 ? [`  … and ${count(rest, 'more request')}`] : []),
  ];
}

/** `1,203 times, 2026-03-01 to 2026-05-30`. */
export function usedText(needs: readonly Need[]): string {
  const times = needs.reduce((sum, need) => sum + need.count, 0);
  const [first, last] = spanOf(needs);
  if (first === undefined || last === undefined) return count(times, 'time');
  const [from, to] = [dayText(first), dayText(last)];
  return `${count(times, 'time')}, ${from === to ? from : `${from} to ${to}`}`;
}

export function spanOf(needs: readonly Need[]): readonly [first: number | undefined, last: number | undefined] {
  let [first, last]: [number | undefined, number | undefined] = [undefined, undefined];
  for (const need of needs) {
    if (need.first !== undefined) first = Math.min(first ?? need.first, need.first);
    if (need.last !== undefined) last = Math.max(last ?? need.last, need.last);
  }
  return [first, last];
}

export function dayText(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
