// SPDX-License-Identifier: Apache-2.0
import { availableParallelism } from 'node:os';
import type { Failure } from './failure.ts';
import { type Command, output } from './program.ts';

/** A folder that a program turns into YAML. */
export interface Rendering {
  /** The folder's name in output, and its real path. */
  readonly name: string;
  readonly folder: string;
  /** The name of the text it becomes: `overlays/prod (kustomize)`. */
  readonly source: string;
  /** The first whose program is installed is run. */
  readonly commands: readonly Command[];
  /** Real paths of files that the rendering contains, or is made of. */
  readonly covers: ReadonlySet<string>;
  /** What is wrong beforehand, so that no program is asked. */
  readonly obstacle?: string;
  /** What happens without a rendering: 'its templates were not read'. */
  readonly otherwise: string;
}

export interface Rendered {
  readonly rendering: Rendering;
  readonly result: Uint8Array | Failure;
}

/** Starts all renderings, one a core at a time: reading goes on meanwhile. No promise is rejected. */
export function startRenderings(renderings: readonly Rendering[], limit: number, signal?: AbortSignal): readonly Promise<Rendered>[] {
  const lanes: Promise<unknown>[] = Array.from({ length: availableParallelism() }, () => Promise.resolve());
  return renderings.map((rendering, index) => {
    const lane = index % lanes.length;
    const rendered = Promise.resolve(lanes[lane]).then(() => render(rendering, limit, signal));
    lanes[lane] = rendered;
    return rendered;
  });
}

async function render(rendering: Rendering, limit: number, signal?: AbortSignal): Promise<Rendered> {
  const { commands, obstacle, otherwise } = rendering;
  const result: Uint8Array | Failure =
    obstacle === undefined ? await output(commands, limit, signal) : { code: 'render-failed', reason: obstacle };
  return { rendering, result: result instanceof Uint8Array ? result : { ...result, reason: `${result.reason}: ${otherwise}` } };
}
