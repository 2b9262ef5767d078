// SPDX-License-Identifier: Apache-2.0
// What one subject may do, and whether it may do one thing: table, JSON, CSV.
import type { Grant, HowCan, Subject, User, WhatCan } from '../../engines/rbac/index.ts';
import type { Problem } from '../../model/problem.ts';
import type { Asked } from '../../proof/permissions/asked.ts';
import { csvLine } from '../csv.ts';
import { count, type Page, printable, wrap } from '../style.ts';
import { bindingName, grantData, type GrantPlaces, holderName, roleName, roleRefName, ruleText } from './grants.ts';
import { grantLines, noteLines, unresolvedLines } from './grant-lines.ts';

interface Common {
  readonly subject: Subject;
  readonly user: User;
  readonly places: GrantPlaces;
  readonly notes: readonly string[];
  readonly knowsAllRoles: boolean;
  readonly problems: readonly Problem[];
}

export interface CanReport extends Common {
  readonly asked: Asked;
  readonly how: HowCan;
}

export interface WhatReport extends Common {
  readonly what: WhatCan;
}

export type CanAnswer = 'yes' | 'no' | 'some' | 'unknown';

/** `some`: in some namespaces only, or for some names; `unknown`: by roles that are not there. */
export function canAnswer({ asked, how, knowsAllRoles }: CanReport): CanAnswer {
  // Asked about one namespace, what holds there is all that is asked for.
  if (how.isMaster || how.ways.some(({ namespace, names }) => names === undefined && (namespace === '' || !asked.anywhere))) return 'yes';
  if (how.ways.length > 0) return 'some';
  return how.unresolved.length > 0 && !knowsAllRoles ? 'unknown' : 'no';
}

export function renderCan(report: CanReport, page: Page, why: boolean): string {
  const { asked, how, subject, places, notes, knowsAllRoles } = report;
  const { ink } = page;
  const answer = canAnswer(report);
  const word = answer === 'some' ? 'in part' : answer;
  const paint = { yes: ink.green, no: ink.red, some: ink.yellow, unknown: ink.magenta }[answer];
  const ways = how.ways.flatMap(({ namespace, names, grants }) => {
    const where = namespace === '' ? 'in every namespace, by the whole cluster' : `in namespace ${namespace}`;
    const text = `${asked.request.kind === 'nonResource' ? 'in the cluster' : where}${names === undefined ? '' : `, only named ${names.join(', ')}`}`;
    return [...wrap(printable(text), page.width - 2).map((line) => `  ${line}`), ...(why ? grantLines(grants, places, page, 4) : [])];
  });
  return [
    `${ink.bold(paint(word))}  ${ink.bold(printable(`${holderName(subject)} ${answer === 'no' ? 'may not' : 'may'} ${asked.text}`))}`,
    '',
    ...(how.isMaster ? ['  system:masters is allowed everything before RBAC is asked'] : []),
    ...ways,
    ...(how.isMaster || ways.length > 0 ? [''] : []),
    ...unresolvedLines(how.unresolved, knowsAllRoles, page),
    ...noteLines(notes, page),
    ...(notes.length === 0 ? [] : ['']),
  ].join('\n');
}

export function canData(report: CanReport): object {
  const { asked, how, places } = report;
  return {
    schema: 'rampart.dev/can/v1',
    ...commonData(report, how),
    question: asked.text,
    request: asked.request,
    anywhere: asked.anywhere,
    answer: canAnswer(report),
    ways: how.ways.map(({ namespace, names, grants }) => ({
      namespace: namespace === '' ? null : namespace,
      names: names ?? null,
      grants: grants.map((grant) => grantData(grant, places)),
    })),
  };
}

function commonData(
  { subject, user, notes, knowsAllRoles, problems }: Common,
  { isMaster, unresolved }: Pick<WhatCan, 'isMaster' | 'unresolved'>,
) {
  return {
    subject,
    groups: user.groups,
    isMaster,
    complete: problems.length === 0 && (knowsAllRoles || unresolved.length === 0),
    unresolved: unresolved.map((binding) => ({ binding: bindingName(binding), role: roleRefName(binding) })),
    notes,
    problems,
  };
}

/** Rules told before the rest is only counted. */
const mostRules = 100;

export function renderWhat(report: WhatReport, page: Page, { why, all }: { readonly why: boolean; readonly all: boolean }): string {
  const { what, subject, user, places, notes, knowsAllRoles } = report;
  const { ink } = page;
  const told = all ? what.held : what.held.slice(0, mostRules);
  const rest = what.held.length - told.length;
  const sections = [...Map.groupBy(told, ({ namespace }) => namespace)].flatMap(([namespace, held]) => [
    ink.bold(namespace === '' ? 'In every namespace, and on what has none' : `In namespace ${printable(namespace)}`),
    ...held.flatMap(({ rule, grants }) => [
      ...wrap(printable(ruleText(rule)), page.width - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`),
      ...(why ? grantLines(grants, places, page, 6) : []),
    ]),
    '',
  ]);
  const groups = user.groups.length === 0 ? '' : `, in ${user.groups.join(', ')}`;
  return [
    ...wrap(printable(`What ${holderName(subject)} can do${groups}`), page.width).map((line) => ink.bold(line)),
    '',
    ...(what.isMaster ? ['  system:masters is allowed everything before RBAC is asked', ''] : []),
    ...(told.length === 0 && !what.isMaster ? ['  nothing that RBAC grants', ''] : sections),
    ...(rest > 0 ? [ink.dim(`… and ${count(rest, 'more rule')} (-v lists all)`), ''] : []),
    ...unresolvedLines(what.unresolved, knowsAllRoles, page),
    ...noteLines(notes, page),
    ...(notes.length === 0 ? [] : ['']),
  ].join('\n');
}

export function whatData(report: WhatReport): object {
  const { what, places } = report;
  return {
    schema: 'rampart.dev/what-can/v1',
    ...commonData(report, what),
    rules: what.held.map(({ namespace, rule, grants }) => ({
      namespace: namespace === '' ? null : namespace,
      ...rule,
      grants: grants.map((grant) => grantData(grant, places)),
    })),
  };
}

export function* whatCsv({ what, places }: WhatReport): Generator<string> {
  yield csvLine(['in', 'verbs', 'apiGroups', 'resources', 'resourceNames', 'nonResourceURLs', ...grantColumns]);
  for (const { namespace, rule, grants } of what.held)
    for (const grant of grants)
      yield csvLine([
        namespace === '' ? '*' : namespace,
        rule.verbs.join(' '),
        rule.apiGroups.map((group) => (group === '' ? 'core' : group)).join(' '),
        rule.resources.join(' '),
        rule.resourceNames.join(' '),
        rule.nonResourceURLs.join(' '),
        ...grantCells(grant, places),
      ]);
}

export function* canCsv({ how, places }: CanReport): Generator<string> {
  yield csvLine(['in', 'names', ...grantColumns]);
  for (const { namespace, names, grants } of how.ways)
    for (const grant of grants) yield csvLine([namespace === '' ? '*' : namespace, names?.join(' ') ?? '', ...grantCells(grant, places)]);
}

const grantColumns = ['binding', 'role', 'rule', 'source', 'line'] as const;

function grantCells(grant: Grant, places: GrantPlaces): (string | number)[] {
  const { source, line } = places.rule(grant);
  return [bindingName(grant.binding), roleName(grant.role), grant.ruleIndex, source, line ?? ''];
}
