// SPDX-License-Identifier: Apache-2.0
// Entry point of every npm script. It runs on whatever Node npm runs on, installs the locked dependencies where
// they are missing or older than the lockfile, and hands the rest to the Node that the lockfile pins.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const installed = path.join(root, 'node_modules', '.package-lock.json');
const lockfile = path.join(root, 'package-lock.json');
const node = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

if (!existsSync(installed) || !existsSync(node) || statSync(installed).mtimeMs < statSync(lockfile).mtimeMs) install();

const [task, ...args] = process.argv.slice(2);
const child = spawn(node, [path.join(root, 'scripts', 'tasks.ts'), task, ...args], {
  stdio: 'inherit',
  env: { ...process.env, PATH: [path.dirname(node), path.join(root, 'node_modules', '.bin'), process.env.PATH].join(path.delimiter) },
});
// The terminal sends Ctrl-C to the whole group, so the child has it already and decides what it means.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('close', (code, signal) => process.exit(code ?? 128 + (signal === 'SIGINT' ? 2 : 15)));

function install() {
  process.stderr.write('Installing the locked dependencies (npm ci) …\n');
  const npm = process.env.npm_execpath;
  const result = npm
    ? spawnSync(process.execPath, [npm, 'ci', '--no-progress'], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', ['ci', '--no-progress'], { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (result.status !== 0) {
    process.stderr.write('npm ci failed; see the lines above.\n');
    process.exit(2);
  }
}
