// SPDX-License-Identifier: Apache-2.0
// Everybody who may do something: table, JSON, CSV.
import type { Holder, WhoCan } from '../../engines/rbac/index.ts';
import type { Problem } from '../../model/problem.ts';
import type { Asked } from '../../proof/permissions/asked.ts';
import { csvLine } from '../csv.ts';
import { columns, count, padEnd, type Page, printable, wrap } from '../style.ts';
import { bindingName, grantData, type GrantPlaces, holderName, roleName, roleRefName } from './grants.ts';
import { grantLines, noteLines, unresolvedLines } from './grant-lines.ts';

export interface WhoCanReport {
  readonly asked: Asked;
  readonly answer: WhoCan;
  readonly places: GrantPlaces;
  readonly notes: readonly string[];
  /** Whether all roles there are have been seen, so that those that are missing do not exist. */
  readonly knowsAllRoles: boolean;
  readonly problems: readonly Problem[];
}

/** Holders told before the rest is only counted. */
const mostHolders = 100;

export function renderWhoCan(report: WhoCanReport, page: Page, { why, all }: { readonly why: boolean; readonly all: boolean }): string {
  const { asked, answer, notes, knowsAllRoles, places } = report;
  const { ink } = page;
  // What RBAC grants to whoever always may says nothing more.
  const always = new Set(answer.always.map(holderName));
  const everywhere = sorted(answer.holders.filter(({ subject, namespace }) => namespace === '' && !always.has(holderName(subject))));
  const elsewhere = Map.groupBy(sorted(answer.holders.filter(({ namespace }) => namespace !== '')), ({ namespace }) => namespace);
  const isScoped = asked.request.kind === 'resource' && (asked.anywhere || asked.request.namespace !== '');
  let left = all ? Infinity : mostHolders;
  const section = (title: string, holders: readonly Holder[]): string[] => {
    const told = holders.slice(0, Math.max(0, left));
    left -= told.length;
    const rest = holders.length - told.length;
    const width = Math.min(60, Math.max(0, ...told.map(({ subject }) => columns(holderName(subject)))));
    return [
      ink.bold(title),
      ...told.flatMap((holder) => [...holderLines(holder, width, page), ...(why ? grantLines(holder.grants, places, page, 6) : [])]),
      ...(rest > 0 ? [ink.dim(`  … and ${count(rest, 'more subject')} (-v lists all)`)] : []),
    ];
  };
  const lines = [
    ...wrap(printable(`Who can ${asked.text}`), page.width).map((line) => ink.bold(line)),
    '',
    ...section(isScoped ? 'In every namespace' : 'In the cluster', everywhere),
    ...answer.always.map((subject) => ink.dim(`  ${holderName(subject)}  always, before RBAC is asked`)),
    '',
    ...[...elsewhere]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([namespace, holders]) => [...section(`In namespace ${printable(namespace)}`, holders), '']),
    ...unresolvedLines(answer.unresolved, knowsAllRoles, page),
    ...noteLines(notes, page),
    ...(notes.length === 0 ? [] : ['']),
    ink.dim(summary(answer)),
    '',
  ];
  return lines.join('\n');
}

function summary({ holders }: WhoCan): string {
  const subjects = new Set(holders.map(({ subject }) => subject));
  const everywhere = holders.filter(({ namespace, names }) => namespace === '' && names === undefined).length;
  const limited = holders.filter(({ names }) => names !== undefined).length;
  const parts = [count(subjects.size, 'subject'), `${everywhere.toLocaleString('en-US')} everywhere`];
  return [...parts, ...(limited === 0 ? [] : [`${limited.toLocaleString('en-US')} for some names only`])].join(', ');
}

function holderLines({ subject, names }: Holder, width: number, { ink, width: room }: Page): string[] {
  const who = printable(holderName(subject));
  if (names === undefined) return [`  ${who}`];
  const limits = wrap(printable(`only named ${names.join(', ')}`), Math.max(20, room - width - 4));
  return limits.map((line, index) => `  ${padEnd(index === 0 ? who : '', width)}  ${ink.yellow(line)}`);
}

const kindOrder = ['Group', 'User', 'ServiceAccount'];

function sorted(holders: readonly Holder[]): Holder[] {
  const keyed = holders.map((holder) => ({ holder, key: `${kindOrder.indexOf(holder.subject.kind)} ${holderName(holder.subject)}` }));
  return keyed.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ holder }) => holder);
}

export function whoCanData({ asked, answer, places, notes, knowsAllRoles, problems }: WhoCanReport): object {
  return {
    schema: 'rampart.dev/who-can/v1',
    question: asked.text,
    request: asked.request,
    anywhere: asked.anywhere,
    complete: problems.length === 0 && (knowsAllRoles || answer.unresolved.length === 0),
    always: answer.always,
    holders: sorted(answer.holders).map(({ subject, namespace, names, grants }) => ({
      subject,
      namespace: namespace === '' ? null : namespace,
      names: names ?? null,
      grants: grants.map((grant) => grantData(grant, places)),
    })),
    unresolved: answer.unresolved.map((binding) => ({ binding: bindingName(binding), role: roleRefName(binding) })),
    notes,
    problems,
  };
}

/** A row for each grant. */
export function* whoCanCsv({ answer, places }: WhoCanReport): Generator<string> {
  yield csvLine(['kind', 'subjectNamespace', 'subject', 'in', 'names', 'binding', 'role', 'rule', 'source', 'line']);
  for (const { subject, namespace, names, grants } of sorted(answer.holders))
    for (const grant of grants) {
      const { source, line } = places.rule(grant);
      yield csvLine([
        subject.kind,
        subject.namespace,
        subject.name,
        namespace === '' ? '*' : namespace,
        names?.join(' ') ?? '',
        bindingName(grant.binding),
        roleName(grant.role),
        grant.ruleIndex,
        source,
        line ?? '',
      ]);
    }
  for (const { kind, name } of answer.always) yield csvLine([kind, '', name, '*', '', '', '', '', '', '']);
}
