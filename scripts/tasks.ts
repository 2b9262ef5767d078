// SPDX-License-Identifier: Apache-2.0
// What each npm script runs, on the pinned Node. Arguments after `--` are passed through.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';

const root = path.dirname(import.meta.dirname);
const [task = '', ...args] = process.argv.slice(2);

const packageBinaries = {
  vitest: 'vitest/vitest.mjs',
  tsc: 'typescript/bin/tsc',
  oxlint: 'oxlint/bin/oxlint',
  biome: '@biomejs/biome/bin/biome',
  knip: 'knip/bin/knip.js',
} as const;

const tasks: Readonly<Record<string, () => number>> = {
  start: () => build() || run('dist/rampart.js', args.length > 0 ? args : ['scan', 'examples', '--severity-threshold', 'none']),
  test: () => tool('vitest', 'run', ...args),
  build,
  generate: () => run('scripts/generate.ts', args),
  bench: () => build() || run('bench/main.ts', args, ['--expose-gc']),
  conformance: () => run('conformance/main.ts', args),
  differential: () => run('scripts/differential.ts', args),
  testbed: () => run('testbed/build.ts', args),
  typecheck: () =>
    ['tsconfig.pure.json', 'tsconfig.json', 'tsconfig.browser.json'].reduce((failed, config) => failed || tool('tsc', '-p', config), 0),
  lint: () => tool('biome', 'format') || tool('oxlint', '--type-aware', '--deny-warnings') || tool('knip'),
  format: () => tool('biome', 'format', '--write'),
};

const chosen = Object.hasOwn(tasks, task) ? tasks[task] : undefined;
if (chosen === undefined) {
  process.stderr.write(`unknown task ${task}; one of ${Object.keys(tasks).join(', ')}\n`);
  process.exit(2);
}
// The child decides what Ctrl-C means.
process.on('SIGINT', () => {});
process.exitCode = chosen();

function build(): number {
  return run('scripts/build.ts', []);
}

function tool(name: keyof typeof packageBinaries, ...toolArgs: readonly string[]): number {
  return run(path.join('node_modules', packageBinaries[name]), toolArgs);
}

function run(file: string, fileArgs: readonly string[], nodeArgs: readonly string[] = []): number {
  const result = spawnSync(process.execPath, [...nodeArgs, path.join(root, file), ...fileArgs], { stdio: 'inherit', cwd: cwdOf(file) });
  if (result.error !== undefined) throw result.error;
  return result.status ?? 130;
}

// The product runs where the user stands, so that relative paths mean what they typed; the tools run at the root.
function cwdOf(file: string): string {
  return file.startsWith('dist') && args.length > 0 ? (process.env['INIT_CWD'] ?? root) : root;
}
