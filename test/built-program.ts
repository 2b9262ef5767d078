// SPDX-License-Identifier: Apache-2.0
// The command line, bundled into a folder of a test's own, so that no other test builds it away.
import path from 'node:path';
import { build } from 'esbuild';

/** The path of the program. */
export async function builtProgram(folder: string): Promise<string> {
  const root = path.dirname(import.meta.dirname);
  await build({
    entryPoints: [{ in: path.join(root, 'src/cli/main.ts'), out: 'rampart' }],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    define: { RAMPART_VERSION: '"0.0.0"' },
    banner: { js: "import { createRequire as createTestRequire } from 'node:module'; const require = createTestRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  return path.join(folder, 'rampart.mjs');
}
