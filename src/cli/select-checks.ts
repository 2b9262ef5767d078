// SPDX-License-Identifier: Apache-2.0
// Which checks a command line asks for: scan and checks mean the same by the same options.
import { type Command, Option } from 'commander';
import { allQuestions } from '../posture/all-questions.ts';
import { catalogue } from '../posture/catalogue.ts';
import { type Check, type Layer, layers, type Severity } from '../posture/check.ts';
import { type Framework, frameworks, frameworksOf } from '../posture/frameworks.ts';
import type { Question } from '../posture/question.ts';
import type { Config } from './config.ts';
import { findChecks } from './find-checks.ts';
import { choices } from './options.ts';

export interface Selection {
  readonly layer?: readonly Layer[];
  readonly framework?: readonly Framework[];
  readonly check?: readonly string[];
}

export function addSelectionOptions(command: Command): Command {
  return command
    .addOption(new Option('--layer <layers>', `only checks of these layers: ${layers.join(', ')}`).argParser(choices(layers)))
    .addOption(
      new Option('--framework <frameworks>', `only checks that serve these: ${frameworks.join(', ')}`).argParser(choices(frameworks)),
    );
}

/** The checks selected, with the severities that a configuration gives them. One named by --check is asked even where it is off. */
export function selectedChecks({ layer, framework, check = [] }: Selection, config: Config | undefined): Check[] {
  const named = check.length > 0;
  return (named ? findChecks(check) : catalogue.filter(({ id, deprecated }) => deprecated === undefined && config?.skip.has(id) !== true))
    .filter((candidate) => layer === undefined || layer.includes(candidate.layer))
    .filter((candidate) => framework === undefined || frameworksOf(candidate).some((served) => framework.includes(served)))
    .map((candidate) => withSeverity(candidate, config?.severity.get(candidate.id)));
}

/** The questions that belong to what was selected: those of a framework that was named, unless checks were. */
export function selectedQuestions({ layer, framework = [], check = [] }: Selection): Question[] {
  if (check.length > 0) return [];
  return allQuestions
    .filter((question) => frameworksOf({ id: question.id, aliases: [question.id] }).some((served) => framework.includes(served)))
    .filter((question) => layer === undefined || layer.includes(question.layer));
}

function withSeverity(check: Check, severity: Severity | undefined): Check {
  return severity === undefined || severity === check.severity ? check : { ...check, severity };
}
