// SPDX-License-Identifier: Apache-2.0
// The answer to "who reaches whom" in the terminal.
import { dump } from 'js-yaml';
import { all, connectionsText, type Network, sameConnections } from '../../engines/network/index.ts';
import type { AllowRule } from '../../harden/network-policies/allow-rule.ts';
import { askedText, type Outcome, type Reach } from '../../proof/reach/ask.ts';
import type { ExplainedPart } from '../../proof/reach/why.ts';
import { podCounts, type Side, sideNames } from '../../proof/reach/sides.ts';
import type { TextOf } from '../places.ts';
import { count, type Page, printable, wrap } from '../style.ts';
import { answerInk, explanationLines, type Told } from './reasons.ts';

export interface ReachReport {
  readonly network: Network;
  readonly reach: Reach;
  /** What would allow what is denied; looked for with --why only. */
  readonly rule?: AllowRule;
  readonly isWhy: boolean;
  readonly notes: readonly string[];
}

const hint = '--why quotes the rules and says what would change it.';

/** What is told before the rest is only counted. */
const most = { outcomes: 8, explained: 3, names: 6, parts: 6 };

export function renderReach(report: ReachReport, textOf: TextOf, page: Page): string {
  const { ink } = page;
  const { reach } = report;
  const { outcomes } = reach;
  const rest = outcomes.length - most.outcomes;
  return [
    ...headLines(reach, page),
    '',
    ...(outcomes.length === 1
      ? outcomeLines(outcomes[0], { page, textOf, isWhy: report.isWhy })
      : outcomes.slice(0, most.outcomes).flatMap((outcome, index) => groupLines(outcome, index, report, textOf, page))),
    ...(rest > 0 ? [ink.dim(`… and ${count(rest, 'more group')} (--format json has all)`), ''] : []),
    ...portlessLines(report, page),
    ...notesLines(report, page),
    ...ruleLines(report, page),
    ...(report.isWhy || outcomes.length === 0 ? [] : ['', ...wrap(hint, page.width).map(ink.dim)]),
    '',
  ]
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n');
}

function headLines(reach: Reach, { ink, width }: Page): string[] {
  const { question, answer, outcomes } = reach;
  const word = answer === 'some' ? 'in part' : answer;
  const asked = askedText(reach);
  const on =
    asked !== undefined && asked !== 'all connections'
      ? `, ${asked}`
      : question.port === undefined
        ? ', any port'
        : `, port ${question.port.text}`;
  const [only] = outcomes;
  const what = outcomes.length !== 1 || only === undefined ? '' : allowedText(only);
  const text = `${printable(question.from.name)} → ${printable(question.to.name)}${on}${what}`;
  const indent = ' '.repeat(word.length + 2);
  return wrap(text, Math.max(30, width - indent.length)).map((line, index) =>
    index === 0 ? `${ink.bold(answerInk(ink, answer)(word))}  ${ink.bold(line)}` : `${indent}${ink.bold(line)}`,
  );
}

/** What gets through, where that is not simply all that was asked for. */
function allowedText({ answer, asked, allowed, denied, unknown }: Outcome): string {
  if (answer === 'no' || sameConnections(allowed, asked)) return '';
  const parts = [
    ...(allowed.length === 0 ? [] : [connectionsText(allowed)]),
    ...(unknown.length === 0 ? [] : [`perhaps ${connectionsText(unknown)}`]),
    ...(denied.length === 0 || sameConnections(asked, all) ? [] : [`not ${connectionsText(denied)}`]),
  ];
  return parts.length === 0 || (allowed.length === 0 && sameConnections(unknown, asked)) ? '' : `: ${parts.join(', ')}`;
}

function groupLines(outcome: Outcome, index: number, report: ReachReport, textOf: TextOf, page: Page): string[] {
  const { ink, width } = page;
  const counts = podCounts(report.network);
  const isOne = (sides: readonly Side[], pick: (other: Outcome) => readonly Side[]) =>
    report.reach.outcomes.every((other) => sideNames(pick(other), counts).join() === sideNames(sides, counts).join());
  const [from, to] = [namesText(outcome.senders, counts), namesText(outcome.receivers, counts)];
  const word = outcome.answer === 'some' ? 'in part' : outcome.answer;
  // What all groups share is in the heading already.
  const text = isOne(outcome.senders, ({ senders }) => senders)
    ? `to ${to}`
    : isOne(outcome.receivers, ({ receivers }) => receivers)
      ? `from ${from}`
      : `${from} → ${to}`;
  const lead = word.padEnd(7);
  const lines = wrap(`${text}${allowedText(outcome)}`, width - 12).map((line, at) =>
    at === 0 ? `${answerInk(ink, outcome.answer)(lead)}  ${line}` : `${' '.repeat(9)}${line}`,
  );
  if (index >= most.explained || (!report.isWhy && report.reach.outcomes.length > most.explained)) return lines;
  return [...lines, ...outcomeLines(outcome, { page, textOf, isWhy: report.isWhy }), ''];
}

function namesText(sides: readonly Side[], counts: ReturnType<typeof podCounts>): string {
  const names = sideNames(sides, counts).map(printable);
  const rest = names.length - most.names;
  return rest > 1 ? `${names.slice(0, most.names).join(', ')} and ${rest.toLocaleString('en-US')} more` : names.join(', ');
}

function outcomeLines(outcome: Outcome | undefined, context: Told): string[] {
  if (outcome === undefined) return [];
  const { parts, senders, receivers } = outcome;
  const [sender, receiver] = [senders[0], receivers[0]];
  if (sender === undefined || receiver === undefined) return [];
  const { ink } = context.page;
  const told = toldParts(parts);
  const rest = parts.length - told.length;
  return [
    ...told.flatMap(({ connections, explanation }) => {
      const word = { allowed: 'yes', denied: 'no', unknown: 'unknown' }[explanation.answer];
      const text = `${word}: ${connectionsText(connections)}`;
      const heading = parts.length === 1 ? [] : wrap(text, context.page.width - 2).map((line) => `  ${answerInk(ink, word)(line)}`);
      return [...heading, ...explanationLines(explanation, sender, receiver, context), ...(parts.length === 1 ? [] : [''])];
    }),
    ...(rest > 0
      ? [...wrap(`${count(rest, 'other set')} of ports: see --format json`, context.page.width - 2).map((line) => ink.dim(`  ${line}`)), '']
      : []),
  ];
}

/** What is denied is told of ports that the receiver listens on, else once. */
function toldParts(parts: readonly ExplainedPart[]): readonly ExplainedPart[] {
  const isDenied = ({ explanation }: ExplainedPart) => explanation.answer === 'denied';
  const denied = parts.filter(isDenied);
  const listened = denied.filter(({ isDeclared }) => isDeclared);
  const open = parts.filter((part) => !isDenied(part));
  const closed = listened.length > 0 ? listened : open.length > 0 ? [] : denied.slice(0, 1);
  return [...open, ...closed].slice(0, most.parts);
}

function portlessLines({ reach, network }: ReachReport, { ink, width }: Page): string[] {
  const { portless, question } = reach;
  if (portless.length === 0) return [];
  const text = `no port ${question.port?.text ?? ''} on ${namesText(portless, podCounts(network))}: not asked about`;
  return [...wrap(text, width - 2).map((line) => `  ${ink.yellow(line)}`), ''];
}

function notesLines({ reach, notes }: ReachReport, { ink, width }: Page): string[] {
  const all = [...reach.question.from.notes, ...reach.question.to.notes, ...notes];
  if (all.length === 0) return [];
  return [
    ...all.flatMap((note) =>
      wrap(printable(note), width - 2).map((line, index) => (index === 0 ? `${ink.cyan('·')} ${line}` : `  ${line}`)),
    ),
    '',
  ];
}

function ruleLines({ rule, reach }: ReachReport, { ink, width }: Page): string[] {
  if (rule === undefined) return [];
  if (rule.kind === 'none') return [...wrap(`No new policy would allow it: ${printable(rule.why)}.`, width), ''];
  const left = reach.outcomes.some(({ answer }) => answer === 'unknown')
    ? 'nothing of it is denied any more, and what is unknown stays so'
    : 'the answer is yes';
  const besides = rule.besides.length === 0 ? '; between workloads nothing else changes' : '';
  return [
    ...wrap(
      `What would allow it. Tried: with ${rule.policies.length === 1 ? 'this policy' : 'these policies'} ${left}${besides}.`,
      width,
    ).map((line) => ink.bold(line)),
    '',
    ...rule.policies.flatMap((policy, index) => [
      ...(index === 0 ? [] : ['    ---']),
      ...printableLines(dump(policy, { lineWidth: 100 })).map((line) => `    ${ink.green(line)}`),
    ]),
    '',
    ...rule.besides.flatMap((text) =>
      wrap(printable(text), width - 2).map((line, index) => `${index === 0 ? ink.yellow('! ') : '  '}${line}`),
    ),
    ...(rule.besides.length === 0 ? [] : ['']),
  ];
}

function printableLines(text: string): string[] {
  return text.trimEnd().split('\n').map(printable);
}
