// SPDX-License-Identifier: Apache-2.0
import { defaultLimits } from '../../model/limits.ts';
import { newestKubernetes } from '../../model/version.ts';
import { find } from './find.ts';
import { planOf } from './plan.ts';
import { Reading, type ReadOptions, type ReadResult } from './reading.ts';
import { startRenderings } from './rendering.ts';
import { wantedNames } from './wanted.ts';

export type { ReadOptions, ReadResult } from './reading.ts';

/**
 * Reads every Kubernetes object that the paths lead to: files, folders with all that is in them, globs, and `-` for standard
 * input. Bad input never makes it reject: each piece becomes a problem, and the rest is read. Files are read in the order of
 * the paths and sorted by name within folders, renderings after them; a file that is reached twice is read once.
 *
 * A folder with a kustomization is read as kustomize renders it: files that it names and kustomizations that it includes are
 * not read again by themselves; other files beside them are. Where it cannot be rendered, its files are read as they are,
 * except patches, which are no objects. A chart is read as helm renders it.
 */
export async function readPaths(paths: readonly string[], options: ReadOptions = {}): Promise<ReadResult> {
  const reading = new Reading(options);
  const found = await find(paths, {
    isWanted: wantedNames(options.include ?? []),
    version: options.version ?? newestKubernetes,
    pause: () => reading.pause(),
  });
  for (const { source, ...failure } of found.problems) reading.report(source, failure);
  const { renderings, now, later, passedOver } = planOf(found, options.render ?? true);
  reading.passOver(passedOver);

  let next = paths[0] ?? '.';
  const rendered = startRenderings(renderings, defaultLimits.fileSize, options.signal);
  for (const file of now) {
    next = file.name;
    if (await reading.pause()) break;
    await reading.readFile(file);
  }
  const covered = new Set<string>();
  for (const promise of rendered) {
    const { rendering, result } = await promise;
    if (await reading.pause()) break;
    if (result instanceof Uint8Array) {
      reading.readBytes(rendering.source, result);
      for (const file of rendering.covers) covered.add(file);
    } else reading.report(rendering.name, result);
  }
  for (const file of later) {
    if (await reading.pause()) break;
    if (!covered.has(file.path)) await reading.readFile(file);
  }
  if (reading.isInterrupted)
    reading.report(next, { code: 'interrupted', reason: 'reading was interrupted here: what comes after it is unknown' });
  return reading.result();
}
