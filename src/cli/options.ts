// SPDX-License-Identifier: Apache-2.0
// Arguments and options that several commands take, parsed in one place.
import { InvalidArgumentError } from 'commander';
import { type KubernetesVersion, newestKubernetes, parseVersion } from '../model/version.ts';

export const pathsHelp = 'files, folders, globs, or - for standard input';

/** For an option that may be given several times. */
export function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

export function kubernetesVersion(value: string): KubernetesVersion {
  const version = parseVersion(value);
  if (version === undefined) throw new InvalidArgumentError('It looks like 1.33, v1.33.2 or latest.');
  if (version.major !== newestKubernetes.major) throw new InvalidArgumentError('There is only Kubernetes 1.');
  return version;
}

/** Milliseconds of `90d`, `12h`, `2w`. */
export function period(value: string): number {
  const [, amount, unit = ''] = /^(\d{1,6})(m|h|d|w)$/.exec(value) ?? [];
  const milliseconds = Number(amount) * ({ m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }[unit] ?? 0);
  if (!(milliseconds > 0)) throw new InvalidArgumentError('It looks like 90d, 12h or 2w.');
  return milliseconds;
}

/** For an option that takes several of these words, with commas or given several times. */
export function choices<Word extends string>(words: readonly Word[]) {
  return (value: string, previous: readonly Word[] | undefined): readonly Word[] => {
    const named = value.split(',').map((name) => {
      const word = words.find((known) => known === name.trim());
      if (word === undefined) throw new InvalidArgumentError(`Allowed are ${words.join(', ')}.`);
      return word;
    });
    return [...(previous ?? []), ...named];
  };
}
