// SPDX-License-Identifier: Apache-2.0
// An audit policy told in the terminal: its rules, what it records of requests that matter, and what detections miss.
import type { JudgedDetection, JudgedRequest, MissingInput } from '../../posture/audit/judged-policy.ts';
import { requestText } from '../../posture/audit/request-text.ts';
import { clip, columns, count, padEnd, type Page, printable, wrap } from '../style.ts';
import { replayLines } from './replay-table.ts';
import { ruleText, type ToldPolicy, type ToldRule } from './told-policy.ts';

export interface PolicyTableOptions {
  /** Also what is well. */
  readonly verbose: boolean;
}

const widest = 140;

export function renderPolicy(told: ToldPolicy, page: Page, { verbose }: PolicyTableOptions): string {
  const { ink } = page;
  const room = { ...page, width: Math.min(page.width, widest) };
  return [
    ...headLines(told, room),
    ...ruleLines(told, room),
    ...catalogueLines(told, room, verbose),
    ...detectionLines(told.detections, room, verbose),
    ...(told.against === undefined ? [] : changeLines(told.against, room)),
    ...(told.replay === undefined ? [] : replayLines(told, told.replay, room)),
    ...(verbose || told.catalogue.every(({ verdict }) => verdict !== 'good') ? [] : ['', ink.dim('--verbose tells what is well, too.')]),
    '',
  ].join('\n');
}

function headLines({ read, rules }: ToldPolicy, { ink }: Page): string[] {
  const dead = rules.filter(({ reach }) => reach.kind === 'dead').length;
  const idle = rules.filter(({ effect }) => effect?.kind === 'none').length;
  const parts = [
    count(rules.length, 'rule'),
    ...(dead === 0 ? [] : [ink.red(`${dead} dead`)]),
    ...(idle === 0 ? [] : [ink.yellow(`${idle} without effect`)]),
  ];
  return [`${ink.bold(printable(read.name))}: ${parts.join(', ')}`, ''];
}

function ruleLines({ rules, read }: ToldPolicy, page: Page): string[] {
  const { ink, width } = page;
  const lines = rules.flatMap((told) => {
    const head = `${placeOf(told)}  ${padEnd(printable(told.rule.level ?? ''), 15)}  `;
    const text = clip(printable(ruleText(told.rule)), Math.max(20, width - columns(head)));
    return [`${ink.dim(placeOf(told))}  ${padEnd(printable(told.rule.level ?? ''), 15)}  ${text}`, ...reachLines(told, rules, page)];
  });
  const rest = rules.some(({ rule }) => ruleText(rule) === 'everything') ? [] : [ink.dim('What no rule takes is not recorded.')];
  const stages = read.policy.omitStages ?? [];
  return [...lines, ...rest, ...(stages.length === 0 ? [] : [ink.dim(`Left out everywhere: ${stages.map(printable).join(', ')}`)])];
}

/** `rule 3, line 21`, in one width. */
function placeOf({ index, line }: ToldRule): string {
  return `${String(index).padStart(3)}  ${(line === undefined ? '' : `line ${line}`).padEnd(9)}`;
}

function reachLines({ reach, effect }: ToldRule, rules: readonly ToldRule[], { ink, width }: Page): string[] {
  const indent = ' '.repeat(16);
  const told = (text: string, paint: (text: string) => string) => wrap(text, width - 16).map((line) => indent + paint(line));
  switch (reach.kind) {
    case 'dead': {
      if (reach.coveredBy.length === 0) return told('dead: no request is like that', ink.red);
      const names = reach.coveredBy.map((index) => nameOf(rules[index], index));
      return told(`dead: ${listed(names)} ${names.length === 1 ? 'takes' : 'together take'} every request of it`, ink.red);
    }
    case 'unknown':
      return told('unknown: there are too many cases to try whether it decides anything', ink.magenta);
    case 'live': {
      const instead =
        effect?.kind === 'none'
          ? effect.insteadBy.map((index) => (index === undefined ? 'no rule at all' : nameOf(rules[index], index)))
          : [];
      return [
        ...told(printable(requestText(reach.example)), ink.dim),
        ...(instead.length === 0 ? [] : told(`without effect: ${listed(instead)} would record the same`, ink.yellow)),
      ];
    }
  }
}

function nameOf(told: ToldRule | undefined, index: number): string {
  return told?.line === undefined ? `rule ${index}` : `rule ${index} (line ${told.line})`;
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

function catalogueLines({ catalogue, rules }: ToldPolicy, page: Page, verbose: boolean): string[] {
  const { ink } = page;
  const section = (verdict: JudgedRequest['verdict'], title: string, paint: (text: string) => string) => {
    const judged = catalogue.filter((one) => one.verdict === verdict);
    return judged.length === 0 ? [] : ['', paint(ink.bold(title)), ...judged.flatMap((one) => requestLines(one, rules, page))];
  };
  const good = catalogue.filter(({ verdict }) => verdict === 'good').length;
  return [
    ...section('too much', 'Content that nobody may read in a log', ink.red),
    ...section('too little', 'Recorded with less than is needed', ink.red),
    ...section('noise', 'Noise that is recorded', ink.yellow),
    ...(verbose ? section('good', 'Recorded as it should be', ink.green) : []),
    '',
    `${good} of ${count(catalogue.length, 'request')} that matter are recorded as they should be.`,
  ];
}

function requestLines({ entry, decision, verdict }: JudgedRequest, rules: readonly ToldRule[], { ink, width }: Page): string[] {
  const by = decision.rule === undefined ? 'no rule' : nameOf(rules[decision.rule], decision.rule);
  const wanted =
    verdict === 'too little'
      ? `, needed ${entry.least} at ${entry.stages.join(' or ')}`
      : verdict === 'good'
        ? ''
        : `, at most ${entry.most}`;
  const omitted = verdict === 'too little' ? entry.stages.filter((stage) => decision.omitStages.has(stage)) : [];
  const level = `${decision.level}${omitted.length === 0 ? '' : ` without ${omitted.join(', ')}`}`;
  return [
    `  ${entry.title}: ${printable(level)} by ${by}${wanted}`,
    ...wrap(`${entry.why} (${entry.id}: ${requestText(entry.request)})`, width - 4).map((line) => `    ${ink.dim(printable(line))}`),
  ];
}

function detectionLines(detections: readonly JudgedDetection[], page: Page, verbose: boolean): string[] {
  const { ink } = page;
  const lines = detections.flatMap(({ detection, input, missing }) => {
    if (input === 'kept' && !verbose) return [];
    const head = `  ${detection.title} (${detection.techniques.join(', ')})`;
    if (input === 'kept') return [`${head}: ${ink.green('has its input')}`];
    const paint = input === 'lost' ? ink.red : ink.yellow;
    return [`${head}: ${paint(input === 'lost' ? 'blind' : 'sees a part')}`, ...missingLines(missing, page)];
  });
  const kept = detections.filter(({ input }) => input === 'kept').length;
  return [
    ...(lines.length === 0 ? [] : ['', ink.bold('Detections'), ...lines]),
    '',
    `${kept} of ${count(detections.length, 'detection')} that read the audit log have all of their input.`,
  ];
}

const mostMissing = 3;

function missingLines(missing: readonly MissingInput[], { ink, width }: Page): string[] {
  const told = missing.slice(0, mostMissing).map(({ request, decision, level, stages }) => {
    const has = `${decision.level}${decision.level === 'None' ? '' : [...decision.omitStages].some((stage) => stages.includes(stage)) ? ` without ${stages.join(', ')}` : ''}`;
    return `${requestText(request)}: ${has}, needed ${level}`;
  });
  const rest = missing.length - told.length;
  return [...told, ...(rest > 0 ? [`… and ${rest} more`] : [])].map((line) => `    ${ink.dim(clip(printable(line), width - 4))}`);
}

function changeLines({ read, changes }: NonNullable<ToldPolicy['against']>, page: Page): string[] {
  const { ink } = page;
  const head = ['', ink.bold(`Beside ${printable(read.name)}`)];
  if (changes.length === 0) return [...head, '  every detection has the input that it had'];
  return [
    ...head,
    ...changes.flatMap(({ detection, before, after, lost, gained }) => [
      `  ${detection.title}: ${words[before]} → ${words[after]}`,
      ...(lost.length === 0 ? [] : [ink.red('    lost'), ...missingLines(lost, page)]),
      ...(gained.length === 0 ? [] : [ink.green(`    gained ${count(gained.length, 'kind of request', 'kinds of requests')}`)]),
    ]),
  ];
}

const words = { kept: 'all of its input', partly: 'a part of it', lost: 'blind' } as const;
