// SPDX-License-Identifier: Apache-2.0
// npm run conformance [-- SUITE…] [--data DIR] [--json]: a line `name passed/total` per suite, then the cases that fail.
// DIR holds other cases of the same format: those of the one suite named, or a folder for each suite.
// Exit code 1 where a case fails, 2 where the command line is wrong. Missing data is a failure only with CI=true.
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { article } from './article.ts';
import { auditPolicy } from './audit-policy.ts';
import { cis } from './cis.ts';
import { cyclonus } from './cyclonus.ts';
import { dataFolder } from './data.ts';
import { k8sE2e } from './k8s-e2e.ts';
import { npGuard } from './np-guard.ts';
import { polaris } from './polaris.ts';
import { pss } from './pss.ts';
import { rbac } from './rbac.ts';
import type { Suite, SuiteResult } from './suite.ts';

const suites: readonly Suite[] = [pss, rbac, auditPolicy, article, cis, polaris, k8sE2e, cyclonus, npGuard];
const names = suites.map(({ name }) => name).join(', ');
const usage = `usage: npm run conformance [-- SUITE…] [--data DIR] [--json]\nsuites: ${names}\n`;

interface Command {
  readonly chosen: readonly Suite[];
  /** Where the data of a suite lies. */
  readonly folderOf: (suite: Suite) => string;
  readonly json: boolean;
}

try {
  process.exitCode = await run(commandOf(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof TypeError) || !('code' in error)) throw error;
  process.stderr.write(`${error.message}\n${usage}`);
  process.exitCode = 2;
}

async function run({ chosen, folderOf, json }: Command): Promise<number> {
  const results: SuiteResult[] = [];
  let unread = 0;
  for (const suite of chosen) {
    const folder = folderOf(suite);
    if (!existsSync(folder)) {
      process.stderr.write(`${suite.name} skipped: no cases at ${folder}\n`);
      continue;
    }
    try {
      const result = await suite.run(folder);
      results.push(result);
      if (!json) process.stdout.write(linesOf(result));
    } catch (error) {
      unread++;
      process.stderr.write(`${suite.name} failed: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  if (json) process.stdout.write(`${JSON.stringify({ suites: results })}\n`);
  const isIncomplete = unread > 0 || (results.length < chosen.length && process.env['CI'] === 'true');
  return isIncomplete || results.some(({ failed }) => failed.length > 0) ? 1 : 0;
}

function linesOf({ name, passed, total, failed }: SuiteResult): string {
  return [`${name} ${passed}/${total}`, ...failed.map((id) => `  ${id}`), ''].join('\n');
}

/** Throws a TypeError with a code, as parseArgs does, where the arguments are wrong. */
function commandOf(args: string[]): Command {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { data: { type: 'string' }, json: { type: 'boolean' } },
  });
  const chosen = positionals.length === 0 ? suites : positionals.map(suiteNamed);
  return { chosen, folderOf: (suite) => folderOf(suite, values.data, positionals.length === 1), json: values.json ?? false };
}

function suiteNamed(name: string): Suite {
  const suite = suites.find((candidate) => candidate.name === name);
  if (suite === undefined) throw Object.assign(new TypeError(`unknown suite ${name}`), { code: 'unknown-suite' });
  return suite;
}

function folderOf({ name }: Suite, data: string | undefined, isOnlyOne: boolean): string {
  if (data === undefined) return dataFolder(name);
  const own = path.resolve(data, name);
  return isOnlyOne && !existsSync(own) ? path.resolve(data) : own;
}
