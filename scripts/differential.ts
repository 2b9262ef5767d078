// SPDX-License-Identifier: Apache-2.0
// npm run differential -- SUITE [--minutes N] [--seed S] [--json]: random input through an engine and through the real
// component whose law it evaluates, or a plain reference where no component can be asked. Prints agreements and differences as it goes; a difference shrinks to the smallest
// input that still differs. Exit code 1 where one was found, 2 where the command line is wrong, 3 where the component
// cannot be asked.
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Tally } from '../test/differential/drive.ts';
import { runAuditPolicy } from '../test/differential/audit-policy/run.ts';
import { runNetwork } from '../test/differential/network/run.ts';
import { runPss } from '../test/differential/pss/run.ts';
import { runRbac } from '../test/differential/rbac/run.ts';

const suites = { pss: runPss, rbac: runRbac, network: runNetwork, 'audit-policy': runAuditPolicy } as const;
const usage = `usage: npm run differential -- SUITE [--minutes N] [--seed S] [--json]\nsuites: ${Object.keys(suites).join(', ')}\n`;

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof TypeError && 'code' in error;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${isUsage ? usage : ''}`);
  process.exitCode = isUsage ? 2 : 3;
}

async function main(args: string[]): Promise<number> {
  const options = {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [name = ''] = positionals;
  const minutes = numberOf('--minutes', values.minutes);
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 32) : numberOf('--seed', values.seed);
  if (positionals.length !== 1 || !isSuite(name)) throw usageError(`unknown suite ${positionals.join(' ')}`);

  const print = (text: string) => process[values.json ? 'stderr' : 'stdout'].write(`${text}\n`);
  print(`${name}, seed ${seed}, ${minutes} min`);
  const start = Date.now();
  const tally = await suites[name]({
    minutes,
    seed,
    onProgress: (current, elapsedMs) => print(lineOf(current, elapsedMs)),
    onDifference: (difference) => print(textOf(difference)),
  });
  if (values.json) process.stdout.write(`${JSON.stringify({ suite: name, seed, ...tally })}\n`);
  else print(`${lineOf(tally, Date.now() - start)}, server ${tally.server}`);
  return tally.differences.length > 0 ? 1 : 0;
}

function lineOf(tally: Tally<object>, elapsedMs: number): string {
  const { server: _, agreements, differences, ...counts } = tally;
  const rate = Math.round((agreements / Math.max(elapsedMs, 1)) * 1000);
  const others = Object.entries(counts).map(([name, count]) => `, ${String(count)} ${name}`);
  return `${agreements} verdicts agree, ${differences.length} differ${others.join('')}; ${rate}/s`;
}

function textOf(difference: object): string {
  const parts = Object.entries(difference).map(([name, value]) => `${name}: ${JSON.stringify(value, undefined, 2)}`);
  return ['difference', ...parts].join('\n');
}

function isSuite(name: string): name is keyof typeof suites {
  return Object.hasOwn(suites, name);
}

function numberOf(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number < 0 || text.trim() === '') throw usageError(`${option} wants a number, not ${text}`);
  return number;
}

function usageError(message: string): TypeError {
  return Object.assign(new TypeError(message), { code: 'usage' });
}
