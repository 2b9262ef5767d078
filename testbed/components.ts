// SPDX-License-Identifier: Apache-2.0
// Every component, read from the folder components/: adding one is adding its file.
import { readdirSync } from 'node:fs';
import type { Component, Wanted } from './component.ts';

const folder = new URL('./components/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));

export const components: readonly Component[] = await Promise.all(files.sort().map(load));

/** Reads `NAME` or `NAME@VERSION`; throws for a name that no file declares. */
export function wanted(word: string): Wanted {
  const [name, version] = word.split('@', 2);
  const component = components.find((candidate) => candidate.name === name);
  if (component === undefined) {
    throw new Error(`no component "${name}"; there are ${components.map((known) => known.name).join(', ')}`);
  }
  return { component, version: version?.replace(/^v/, '') ?? component.version };
}

async function load(file: string): Promise<Component> {
  const module: unknown = await import(/* @vite-ignore */ new URL(file, folder).href);
  if (!declaresComponent(module)) throw new Error(`testbed/components/${file} does not export "component"`);
  return module.component;
}

function declaresComponent(module: unknown): module is { component: Component } {
  if (typeof module !== 'object' || module === null || !('component' in module)) return false;
  const { component } = module;
  return typeof component === 'object' && component !== null && 'name' in component && 'source' in component;
}
