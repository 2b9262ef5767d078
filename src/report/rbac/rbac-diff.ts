// SPDX-License-Identifier: Apache-2.0
// What subjects gained and lost: table, JSON, CSV, Markdown.
import type { Binding, Grant, PermissionChange } from '../../engines/rbac/index.ts';
import { csvLine } from '../csv.ts';
import { count, type Page, printable, wrap } from '../style.ts';
import { grantLines } from './grant-lines.ts';
import { bindingName, grantData, type GrantPlaces, holderName, roleName, roleRefName, ruleText } from './grants.ts';

/** What gives a right on the side that has it, and where that is written. */
export type RbacWhy = (change: PermissionChange) => { readonly grants: readonly Grant[]; readonly places: GrantPlaces };

export interface RbacDiff {
  /** As they were typed. */
  readonly before: string;
  readonly after: string;
  readonly changes: readonly PermissionChange[];
  /** Where it was asked for. */
  readonly why?: RbacWhy;
  /** Bindings whose role is not in the input of their side: with it there could be more. */
  readonly unresolved: readonly { readonly side: string; readonly binding: Binding }[];
  /** Whether both sides were read whole. */
  readonly complete: boolean;
}

const kinds = [
  { change: 'gained', title: 'Allowed now', sign: '+', ink: 'red' },
  { change: 'lost', title: 'Not allowed any more', sign: '-', ink: 'yellow' },
] as const;

/** Rights that are told before the rest is only counted. */
const shown = 60;

export function renderRbacDiff(diff: RbacDiff, page: Page, all: boolean): string {
  const { ink, width } = page;
  const lines = [ink.bold(`Permissions: ${printable(diff.before)} → ${printable(diff.after)}`)];
  for (const { change, title, sign, ink: paint } of kinds) {
    const own = diff.changes.filter((one) => one.change === change);
    if (own.length === 0) continue;
    const told = all ? own : own.slice(0, shown);
    lines.push('', ink.bold(`${title}: ${count(own.length, 'right')}`));
    for (const rights of Map.groupBy(told, placeText).values()) {
      const [first] = rights;
      if (first === undefined) continue;
      lines.push(`  ${ink[paint](sign)} ${printable(placeText(first))}`);
      lines.push(
        ...rights.flatMap((right) => [
          ...wrap(printable(rightText(right)), width - 8).map((line, at) => `${at === 0 ? '      ' : '        '}${line}`),
          ...whyLines(diff, right, page),
        ]),
      );
    }
    if (own.length > told.length) lines.push(ink.dim(`    … and ${count(own.length - told.length, 'more right')}: -v lists them`));
  }
  if (diff.changes.length === 0) lines.push('', ink.green('Who may do what is the same.'));
  lines.push('', ...unresolvedTexts(diff).map((text) => ink.magenta(printable(text))), ...(diff.unresolved.length === 0 ? [] : ['']));
  return lines.join('\n');
}

function whyLines({ why }: RbacDiff, right: PermissionChange, page: Page): string[] {
  if (why === undefined) return [];
  const { grants, places } = why(right);
  return grantLines(grants, places, page, 8);
}

/** `RoleBinding/shop/ci (a.yaml:3), Role/shop/ci rules[0] (a.yaml:9)`. */
function grantText(grant: Grant, places: GrantPlaces): string {
  const at = (text: string) => (text === '' ? '' : ` (${text})`);
  const { binding, role, ruleIndex } = grant;
  return `${bindingName(binding)}${at(places.binding(binding).text)}, ${roleName(role)} rules[${ruleIndex}]${at(places.rule(grant).text)}`;
}

/** `ServiceAccount shop/ci, in namespace shop`. */
function placeText({ subject, namespace, except }: PermissionChange): string {
  const where =
    namespace === '' ? `in every namespace${except.length === 0 ? '' : ` but ${except.join(', ')}`}` : `in namespace ${namespace}`;
  return `${holderName(subject)}, ${where}`;
}

function rightText({ rule, change, besides }: PermissionChange): string {
  const held = change === 'gained' ? 'held before' : 'held still';
  const parts = besides.map((one) => `${ruleText(one.rule)}${one.namespace === '' ? '' : ` in ${one.namespace}`}`);
  return `${ruleText(rule)}${parts.length === 0 ? '' : ` (${held}: ${parts.join('; ')})`}`;
}

function unresolvedTexts({ unresolved }: RbacDiff): string[] {
  const told = unresolved
    .slice(0, 10)
    .map(({ side, binding }) => `? ${side}: ${roleRefName(binding)} is not in the input, by ${bindingName(binding)}`);
  return [...told, ...(unresolved.length > told.length ? [`… and ${count(unresolved.length - told.length, 'more binding')}`] : [])];
}

export function markdownRbacDiff(diff: RbacDiff): string {
  const cell = (text: string) => `\`${printable(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
  const whyCell = (one: PermissionChange) => {
    if (diff.why === undefined) return '';
    const { grants, places } = diff.why(one);
    return ` ${grants.map((grant) => cell(grantText(grant, places))).join('<br>')} |`;
  };
  const head =
    diff.why === undefined ? ['| | who | what |', '| --- | --- | --- |'] : ['| | who | what | by |', '| --- | --- | --- | --- |'];
  const rows = kinds.flatMap(({ change, title }) =>
    diff.changes
      .filter((one) => one.change === change)
      .map((one) => `| ${title} | ${cell(placeText(one))} | ${cell(rightText(one))} |${whyCell(one)}`),
  );
  const told = rows.slice(0, shown);
  return [
    `### Permissions: ${cell(diff.before)} → ${cell(diff.after)}`,
    '',
    ...(rows.length === 0 ? ['Who may do what is the same.'] : [...head, ...told]),
    ...(rows.length > told.length ? ['', `_… and ${count(rows.length - told.length, 'more right')}._`] : []),
    ...(diff.unresolved.length === 0 ? [] : ['', ...unresolvedTexts(diff).map((text) => `- ${cell(text)}`)]),
    '',
  ].join('\n');
}

export function* csvRbacDiff({ changes }: RbacDiff): Generator<string> {
  yield csvLine([
    'change',
    'kind',
    'subjectNamespace',
    'subject',
    'in',
    'except',
    'verbs',
    'apiGroups',
    'resources',
    'resourceNames',
    'nonResourceURLs',
  ]);
  for (const { change, subject, namespace, except, rule } of changes)
    yield csvLine([
      change,
      subject.kind,
      subject.namespace,
      subject.name,
      namespace === '' ? '*' : namespace,
      except.join(' '),
      rule.verbs.join(' '),
      rule.apiGroups.map((group) => (group === '' ? 'core' : group)).join(' '),
      rule.resources.join(' '),
      rule.resourceNames.join(' '),
      rule.nonResourceURLs.join(' '),
    ]);
}

export function rbacDiffData({ before, after, changes, why, unresolved, complete }: RbacDiff): object {
  return {
    schema: 'rampart.dev/rbac-diff/v1',
    before,
    after,
    complete,
    changes: changes.map((change) => {
      const { grants, places } = why?.(change) ?? {};
      return {
        ...change,
        namespace: change.namespace === '' ? null : change.namespace,
        ...(grants === undefined || places === undefined ? {} : { grants: grants.map((grant) => grantData(grant, places)) }),
      };
    }),
    unresolved: unresolved.map(({ side, binding }) => ({ side, binding: bindingName(binding), role: roleRefName(binding) })),
  };
}
