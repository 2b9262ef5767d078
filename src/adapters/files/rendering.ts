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

/** One that has been started. The promise is never rejected. */
export interface Started {
  readonly rendering: Rendering;
  readonly result: Promise<Uint8Array | Failure>;
}

/** Starts all renderings, one a core at a time: reading goes on meanwhile. */
export function startRenderings(renderings: readonly Rendering[], limit: number, signal?: AbortSignal): readonly Started[] {
  const lanes: Promise<unknown>[] = Array.from({ length: availableParallelism() }, () => Promise.resolve());
  return renderings.map((rendering, index) => {
    const lane = index % lanes.length;
    const result = Promise.resolve(lanes[lane]).then(() => render(rendering, limit, signal));
    lanes[lane] = result;
    return { rendering, result };
  });
}

async function render({ commands, obstacle, otherwise }: Rendering, limit: number, signal?: AbortSignal): Promise<Uint8Array | Failure> {
  const failed = (failure: Failure): Failure => ({ ...failure, reason: `${failure.reason}: ${otherwise}` });
  if (obstacle !== undefined) return failed({ code: 'render-failed', reason: obstacle });
  const result = await output(commands, limit, signal);
  return result instanceof Uint8Array ? result : failed(result);
}
