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
    mayGoOn: (next) => reading.mayGoOn(next),
  });
  for (const { source, ...failure } of found.problems) reading.report(source, failure);
  const { renderings, now, later, passedOver } = planOf(found, options.render ?? true);
  reading.passOver(passedOver);

  const started = startRenderings(renderings, defaultLimits.fileSize, options.signal);
  for (const file of now) if (await reading.mayGoOn(file.name)) await reading.readFile(file, found.named.has(file.path));
  const covered = new Set<string>();
  for (const { rendering, result } of started) {
    if (!(await reading.mayGoOn(rendering.name))) break;
    const bytes = await result;
    if (bytes instanceof Uint8Array) {
      reading.readBytes(rendering.source, bytes);
      for (const file of rendering.covers) covered.add(file);
    } else if (bytes.code !== 'interrupted') reading.report(rendering.name, bytes);
  }
  for (const file of later) if (!covered.has(file.path) && (await reading.mayGoOn(file.name))) await reading.readFile(file);
  return reading.result();
}
