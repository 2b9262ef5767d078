// SPDX-License-Identifier: Apache-2.0
// Bundles the command line and each engine into dist/. A command's code is a chunk of its own, loaded when it is called.
// `--types` adds the declarations that the subpath exports name.
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { build } from 'esbuild';

const root = path.dirname(import.meta.dirname);
const outdir = path.join(root, 'dist');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };

const engines = globSync('src/engines/*/index.ts', { cwd: root }).map((file) => ({
  in: path.join(root, file),
  out: path.join('engines', path.basename(path.dirname(file))),
}));

rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: [{ in: path.join(root, 'src/cli/main.ts'), out: 'rampart' }, ...engines],
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  define: { RAMPART_VERSION: JSON.stringify(version) },
  // Some dependencies are CommonJS and ask for built-in modules by require.
  banner: {
    js: "import { createRequire as createRampartRequire } from 'node:module'; const require = createRampartRequire(import.meta.url);",
  },
  chunkNames: 'chunks/[name]-[hash]',
  logLevel: 'warning',
});

if (process.argv.includes('--types')) {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const result = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.types.json'], { cwd: root, stdio: 'inherit' });
  process.exitCode = result.status ?? 1;
}
