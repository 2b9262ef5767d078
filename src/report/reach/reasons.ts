// SPDX-License-Identifier: Apache-2.0
// Why one direction of a connection is allowed or not, in words.
import type { Answer, Decision, Direction, Explanation, Near, Reason } from '../../engines/network/index.ts';
import { field } from '../../model/json.ts';
import { displayName } from '../../model/object.ts';
import type { Side } from '../../proof/reach/sides.ts';
import { fieldPath } from '../quote.ts';
import { clip, columns, count, type Ink, padEnd, type Page, printable, wrap } from '../style.ts';
import type { TextOf } from '../places.ts';
import { quoteRule, type RuleQuote } from './rule-quote.ts';

export interface Told {
  readonly page: Page;
  readonly textOf: TextOf;
  /** Whether rules are quoted and the nearest told. */
  readonly isWhy: boolean;
}

/** Policies and rules named before the rest is only counted. */
const named = 5;
const fewLines = 5;

export function answerInk(ink: Ink, answer: string): (text: string) => string {
  if (answer === 'allowed' || answer === 'yes') return ink.green;
  if (answer === 'denied' || answer === 'no') return ink.red;
  return answer === 'unknown' ? ink.magenta : ink.yellow;
}

const marks: Readonly<Record<Answer, string>> = { allowed: '✓', denied: '✗', unknown: '?' };

/** Both directions, and what holds whatever policies say. */
export function explanationLines({ always, egress, ingress }: Explanation, sender: Side, receiver: Side, told: Told): string[] {
  const { ink } = told.page;
  if (always === 'yes')
    return [`  ${ink.green('✓')} a pod always reaches itself, and a pod and its own node reach each other, whatever policies say`];
  return [
    ...(always === 'perhaps'
      ? [`  ${ink.magenta('?')} a pod and its own node always reach each other; whether this is its node is not known`]
      : []),
    ...directionLines('egress', egress, sender, told),
    ...directionLines('ingress', ingress, receiver, told),
  ];
}

function directionLines(direction: Direction, { answer, reasons }: Decision, side: Side, told: Told): string[] {
  const { ink, width } = told.page;
  const mark = answerInk(ink, answer)(marks[answer]);
  const lead = `${padEnd(direction, 7)}  ${padEnd(answer, 7)}`;
  const [first, ...others] = reasons;
  const isOpen = others.length > 0;
  const head = first === undefined ? '' : isOpen ? 'one of these decides:' : headOf(first, side);
  const room = width - columns(lead) - 6;
  const shared = sharedDoubts(reasons);
  return [
    ...wrap(head, room).map((line, index) =>
      index === 0 ? `  ${mark} ${answerInk(ink, answer)(lead)}  ${line}` : `${' '.repeat(columns(lead) + 6)}${line}`,
    ),
    ...reasons.flatMap((reason) => [
      ...(isOpen ? [`    - ${headOf(reason, side, true)}`] : []),
      ...reasonLines(withoutDoubts(reason, shared), direction, told, isOpen),
    ]),
    ...doubtLines([...shared], '    ', told.page),
    ...(told.isWhy ? [''] : []),
  ];
}

/** Those that more than one reason has, which are told once for all of them. */
function sharedDoubts(reasons: readonly Reason[]): ReadonlySet<string> {
  const all = reasons.flatMap((reason) => (reason.kind === 'default' ? [] : reason.doubts));
  return new Set(all.filter((doubt, index) => all.indexOf(doubt) !== index));
}

function withoutDoubts(reason: Reason, told: ReadonlySet<string>): Reason {
  return reason.kind === 'default' ? reason : { ...reason, doubts: reason.doubts.filter((doubt) => !told.has(doubt)) };
}

function doubtLines(doubts: readonly string[], indent: string, { ink, width }: Page): string[] {
  const rest = doubts.length - named;
  return [
    ...doubts
      .slice(0, named)
      .flatMap((doubt) =>
        wrap(printable(doubt), width - indent.length - 2).map((line, index) => `${indent}${index === 0 ? ink.magenta('? ') : '  '}${line}`),
      ),
    ...(rest > 0 ? [ink.dim(`${indent}… and ${count(rest, 'more doubt')}`)] : []),
  ];
}

/** `isOpen`: it may decide, and others as well. */
function headOf(reason: Reason, { members }: Side, isOpen = false): string {
  switch (reason.kind) {
    case 'rule':
      return isOpen
        ? `a rule ${{ allow: 'that would allow this', deny: 'that would refuse this', pass: 'that would pass this on' }[reason.action]}`
        : { allow: 'a rule allows this', deny: 'a rule refuses this', pass: 'a rule passes this on to what comes later' }[reason.action];
    case 'isolated': {
      const amount = reason.policies.length;
      const tier = reason.tier === 'default' ? '' : ` of tier ${printable(reason.tier)}`;
      return amount === 1
        ? `a policy${tier} selects it, and no rule allows this`
        : `${count(amount, 'policy', 'policies')}${tier} select it, and no rule allows this`;
    }
    case 'default':
      if (members.length === 0) return 'outside of the cluster, where no policy decides';
      if (members[0]?.kind !== 'pod') return 'of the network of its node, which no policy of pods selects';
      return reason.isSelected ? 'no rule decides, so it is allowed' : 'no policy selects it, so everything is';
  }
}

function ruleName({ policy, pointer }: { readonly policy: Near['policy']; readonly pointer: string }): string {
  return `${printable(displayName(policy))} ${fieldPath(pointer)}`;
}

function reasonLines(reason: Reason, direction: Direction, told: Told, isOpen: boolean): string[] {
  const { ink } = told.page;
  if (reason.kind === 'default') return [];
  const ownDoubts = doubtLines(reason.doubts, '      ', told.page);
  if (reason.kind === 'rule') {
    const quote = quoteRule(reason.policy, reason.pointer, told.textOf);
    return [placeLine(ruleName(reason), quote.place, told.page), ...(told.isWhy ? textLines(quote, told) : []), ...ownDoubts];
  }
  const policies = reason.policies.slice(0, named).flatMap((policy) => {
    const quote = quoteRule(policy, subjectPath(policy), told.textOf, fewLines);
    return [placeLine(printable(displayName(policy)), quote.place, told.page), ...(told.isWhy ? textLines(quote, told) : [])];
  });
  const rest = reason.policies.length - named;
  return [
    ...policies,
    ...(rest > 0 ? [ink.dim(`      … and ${count(rest, 'more policy', 'more policies')}`)] : []),
    ...ownDoubts,
    ...(told.isWhy && !isOpen ? nearestLines(reason.nearest, direction, told) : []),
  ];
}

/** Where a policy says whom it selects, by its kind. */
function subjectPath({ body }: Near['policy']): string {
  const key = ['podSelector', 'selector', 'endpointSelector', 'subject'].find((name) => field(field(body, 'spec'), name) !== undefined);
  return key === undefined ? '/spec' : `/spec/${key}`;
}

/** A name and where it stands, on one line where both fit. */
function placeLine(name: string, place: string, { ink, width }: Page): string {
  const shown = printable(place);
  if (columns(name) + columns(shown) + 8 <= width) return `      ${name}  ${ink.dim(shown)}`;
  return `      ${name}\n        ${ink.dim(shown)}`;
}

function textLines({ lines, more }: RuleQuote, { page: { ink, width } }: Told): string[] {
  const gutter = Math.max(...lines.map(({ number }) => String(number ?? '').length), 1);
  return [
    ...lines.map(
      ({ number, text }) =>
        `        ${ink.dim(`${String(number ?? '').padStart(gutter)} │`)} ${clip(printable(text), width - gutter - 11)}`,
    ),
    ...(more > 0 ? [`        ${ink.dim(`${' '.repeat(gutter)} │ … ${count(more, 'more line')}`)}`] : []),
  ];
}

function nearestLines(nearest: readonly Near[], direction: Direction, told: Told): string[] {
  if (nearest.length === 0) return [];
  const { page, textOf } = told;
  const rest = nearest.length - named;
  const side = direction === 'ingress' ? 'senders' : 'receivers';
  return [
    '',
    `      ${page.ink.bold('nearest')}`,
    ...nearest.slice(0, named).flatMap((near) => {
      const quote = quoteRule(near.policy, near.pointer, textOf);
      const misses = near.misses === 'peer' ? `these ports, but other ${side}` : `this ${side.slice(0, -1)}, but other ports`;
      return [placeLine(ruleName(near), quote.place, page), `        ${page.ink.yellow(`has ${misses}`)}`, ...textLines(quote, told)];
    }),
    ...(rest > 0 ? [page.ink.dim(`      … and ${count(rest, 'more rule')}`)] : []),
  ];
}
