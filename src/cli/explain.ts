// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command } from 'commander';
import { allQuestions } from '../posture/all-questions.ts';
import { catalogue } from '../posture/catalogue.ts';
import { type Check, severities } from '../posture/check.ts';
import { examplesOf } from '../posture/example-texts.ts';
import type { Question } from '../posture/question.ts';
import { type Page, severityInk, wrap } from '../report/style.ts';
import { checkList } from './checks.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes } from './exit-codes.ts';
import { checksNamed, checksWithAlias } from './find-checks.ts';
import { writeStdout } from './output.ts';
import { stdoutPage } from './terminal.ts';

const examples = `
Examples:
  rampart explain                        every check, most severe first
  rampart explain memory-limit           one check, with a bad and a good example
  rampart explain KSV014                 by the name another tool gives it
  rampart explain CIS-5.1.7              a number of a benchmark: its question, and the checks on it`;

export function command(_: CommandContext): Command {
  return new Command('explain')
    .description('What a check looks for, why it matters and what closes it.')
    .argument('[check...]', 'ids or aliases; without one, all checks are listed')
    .addHelpText('after', examples)
    .action(async (names: readonly string[]) => {
      const page = stdoutPage();
      const text =
        names.length === 0
          ? checkList(
              severities.flatMap((severity) => catalogue.filter((check) => check.severity === severity)),
              page,
            )
          : names.flatMap((name) => explanationsOf(name, page)).join('\n');
      await writeStdout([text]);
      process.exitCode = exitCodes.clean;
    });
}

/** A number that is left to people is a question; checks may say something of it nonetheless. */
function explanationsOf(name: string, page: Page): string[] {
  const questions = allQuestions.filter(({ id }) => id.toLowerCase() === name.toLowerCase());
  const checks = questions.length > 0 ? checksWithAlias(name) : checksNamed(name);
  return [...questions.map((question) => questionText(question, checks, page)), ...checks.map((check) => explanation(check, page))];
}

function questionText({ id, question, good, layer, kinds, references }: Question, checks: readonly Check[], { ink, width }: Page): string {
  const text = (value: string) => wrap(value, Math.min(width, 100) - 2).map((line) => `  ${line}`);
  const part = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [ink.bold(title), ...lines, '']);
  return [
    `${ink.yellow('?')} ${ink.bold(id)}  ${ink.yellow('question')} · ${layer}`,
    ...text(question),
    '',
    ...part('A good answer', text(good)),
    ...part('The evidence is gathered from', text(`${kinds.join(', ')}, and files of the same matter.`)),
    ...part(
      'Checks that say something of it',
      checks.map((check) => `  ${check.id}`),
    ),
    ...part(
      'References',
      references.map((reference) => `  ${reference}`),
    ),
    ...text('rampart scan --framework cis shows the evidence. It is for people to answer: no evidence makes it pass.'),
    '',
  ].join('\n');
}

function explanation(check: Check, { ink, width }: Page): string {
  const text = (value: string) => wrap(value, Math.min(width, 100) - 2).map((line) => `  ${line}`);
  const { bad, good } = examplesOf(check.id);
  const example = (title: string, yaml: string) => [
    ink.bold(title),
    ...yaml
      .trimEnd()
      .split('\n')
      .map((line) => `  ${ink.dim('│')} ${line}`),
    '',
  ];
  return [
    `${severityInk(ink, check.severity)('●')} ${ink.bold(check.id)}  ${severityInk(ink, check.severity)(check.severity)} · ${check.layer} · ${check.threats.join(', ')}`,
    ...text(`${check.title}.`),
    '',
    ink.bold('Why it matters'),
    ...text(check.why),
    '',
    ink.bold('Remedy'),
    ...text(check.remedy),
    '',
    ...example(`Fails: ${bad.title}`, bad.yaml),
    ...example(`Passes: ${good.title}`, good.yaml),
    ink.bold('References'),
    ...check.references.map((reference) => `  ${reference}`),
    ...(check.aliases.length === 0 ? [] : ['', ink.bold('Known elsewhere as'), ...text(check.aliases.join(', '))]),
    '',
  ].join('\n');
}
