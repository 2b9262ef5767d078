// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command, Option } from 'commander';
import { type Check, severities, type Severity } from '../posture/check.ts';
import { frameworksOf } from '../posture/frameworks.ts';
import type { Question } from '../posture/question.ts';
import { columns, count, padEnd, type Page, severityInk, wrap } from '../report/style.ts';
import { stringify } from '../report/stringify.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes } from './exit-codes.ts';
import { choices } from './options.ts';
import { writeStdout } from './output.ts';
import { addSelectionOptions, selectedChecks, selectedQuestions, type Selection } from './select-checks.ts';
import { stdoutPage } from './terminal.ts';

interface Options extends Selection {
  readonly severity?: readonly Severity[];
  readonly format: 'table' | 'json';
}

const examples = `
Examples:
  rampart checks                                every check, most severe first
  rampart checks --layer network --severity critical,high
  rampart checks --framework cis --format json
  rampart explain host-port                     one check, with examples`;

export function command(_: CommandContext): Command {
  return addSelectionOptions(new Command('checks'))
    .description('The checks there are, by severity, layer and framework.')
    .addOption(
      new Option('--severity <severities>', `only checks of these severities: ${severities.join(', ')}`).argParser(choices(severities)),
    )
    .addOption(new Option('-f, --format <format>', 'how to print').choices(['table', 'json']).default('table'))
    .addHelpText('after', examples)
    .action(async ({ severity, format, ...selection }: Options) => {
      const found = selectedChecks(selection, undefined).filter((check) => severity === undefined || severity.includes(check.severity));
      const bySeverity = severities.flatMap((level) => found.filter((check) => check.severity === level));
      const questions = severity === undefined ? selectedQuestions(selection) : [];
      const page = stdoutPage();
      const text =
        format === 'json'
          ? `${stringify(bySeverity.map(checkData), 2)}\n`
          : `${checkList(bySeverity, page)}${questionList(questions, page)}`;
      await writeStdout([text]);
      process.exitCode = exitCodes.clean;
    });
}

function checkData(check: Check) {
  const { id, title, severity, layer, threats, aliases, why, remedy, references } = check;
  return { id, title, severity, layer, threats, frameworks: frameworksOf(check), aliases, why, remedy, references };
}

/** What a framework leaves to people stands behind its checks. */
function questionList(questions: readonly Question[], { ink, width }: Page): string {
  if (questions.length === 0) return '';
  const rows = questions.flatMap(({ id, question }) =>
    wrap(question, Math.max(20, width - 22)).map((line, index) =>
      index === 0 ? `${ink.yellow('question')}  ${padEnd(id, 10)}  ${line}` : `${' '.repeat(22)}${line}`,
    ),
  );
  const told = `${count(questions.length, 'question')} for people, with the evidence in scan --framework cis; rampart explain CIS-5.1.7 tells more`;
  return `${['', ...rows, '', ink.dim(told)].join('\n')}\n`;
}

/** A line for each check, its layer where there is room. */
export function checkList(checks: readonly Check[], { ink, width }: Page): string {
  const idWidth = Math.max(0, ...checks.map(({ id }) => columns(id)));
  const layerWidth = Math.max(0, ...checks.map(({ layer }) => columns(layer)));
  const roomy = width >= idWidth + layerWidth + 60;
  const indent = 10 + idWidth + 2 + (roomy ? layerWidth + 2 : 0);
  const rows = checks.flatMap(({ id, title, severity, layer }) =>
    wrap(title, Math.max(20, width - indent)).map((line, index) => {
      if (index > 0) return `${' '.repeat(indent)}${line}`;
      const head = `${severityInk(ink, severity)(padEnd(severity, 8))}  ${padEnd(id, idWidth)}`;
      return `${head}  ${roomy ? `${ink.dim(padEnd(layer, layerWidth))}  ` : ''}${line}`;
    }),
  );
  return `${[...rows, '', ink.dim(`${count(checks.length, 'check')}; rampart explain CHECK tells more`)].join('\n')}\n`;
}
