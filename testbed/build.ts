// SPDX-License-Identifier: Apache-2.0
// node testbed/build.ts [COMPONENT[@VERSION]…]: builds what is named, or everything, that is not there yet.
import { type Component, findProgram } from './component.ts';
import { components, wanted } from './components.ts';
import { buildWithGo } from './go.ts';

async function build(component: Component, version: string): Promise<void> {
  const label = `${component.name} ${version}`;
  const found = findProgram(component, version);
  if (found !== undefined) {
    process.stdout.write(`${label}: there already, ${found}\n`);
    return;
  }
  process.stdout.write(`${label}: building…\n`);
  const started = performance.now();
  const program = await buildWithGo(component, version);
  process.stdout.write(`${label}: built in ${((performance.now() - started) / 1000).toFixed(0)} s, ${program}\n`);
}

try {
  const words = process.argv.slice(2);
  const chosen = words.length > 0 ? words : components.map(({ name }) => name);
  for (const { component, version } of chosen.map(wanted)) await build(component, version);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
