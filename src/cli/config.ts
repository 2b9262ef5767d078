// SPDX-License-Identifier: Apache-2.0
// rampart.yaml: what a project asks of every scan. What the command line says outweighs it.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { any, list, map, object, type Refusal, string } from '../model/decode.ts';
import { isObject, type Json } from '../model/json.ts';
import { type Pointer, pointer } from '../model/pointer.ts';
import { type Shape, unknownFields } from '../model/unknown-fields.ts';
import { type KubernetesVersion, newestKubernetes, parseVersion } from '../model/version.ts';
import { severities, type Severity } from '../posture/check.ts';
import { UsageError } from './exit-codes.ts';
import { checksNamed } from './find-checks.ts';
import { readSettings } from './settings.ts';

export interface Config {
  /** As the user would name it. */
  readonly file: string;
  /** Ids of checks that are not asked. */
  readonly skip: ReadonlySet<string>;
  /** By id. */
  readonly severity: ReadonlyMap<string, Severity>;
  readonly severityThreshold?: Severity | 'none';
  readonly include: readonly string[];
  readonly kubernetesVersion?: KubernetesVersion;
  /** Paths of exception files, from the current folder. */
  readonly exceptions: readonly string[];
}

interface Written {
  readonly checks?: { readonly skip?: readonly string[]; readonly severity?: Readonly<Record<string, string>> };
  readonly severityThreshold?: string;
  readonly include?: readonly string[];
  readonly kubernetesVersion?: Json;
  readonly exceptions?: readonly string[];
}

const strings = list(string, '');
const decode = object<Written>({
  checks: object<NonNullable<Written['checks']>>({ skip: strings, severity: map(string, '') }),
  severityThreshold: string,
  include: strings,
  kubernetesVersion: any,
  exceptions: strings,
});
const shape: Shape = {
  $schema: true,
  checks: { skip: true, severity: true },
  severityThreshold: true,
  include: true,
  kubernetesVersion: true,
  exceptions: true,
};

const fileName = 'rampart.yaml';

/** The configuration named, or the nearest one upwards, no farther than the root of the repository. Throws UsageError with file and line. */
export function findConfig(named: string | undefined, folder: string): Config | undefined {
  const file = named === undefined ? nearest(folder) : path.resolve(folder, named);
  if (file === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${named ?? file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return readConfig(text, path.relative(folder, file));
}

function nearest(folder: string): string | undefined {
  const file = path.join(folder, fileName);
  if (existsSync(file)) return file;
  const parent = path.dirname(folder);
  return parent === folder || existsSync(path.join(folder, '.git')) ? undefined : nearest(parent);
}

export function readConfig(text: string, file: string): Config {
  const { value, fail } = readSettings(text, file);
  if (!isObject(value)) return fail('', 'a configuration is a mapping');
  const [unknown] = unknownFields(value, shape);
  if (unknown !== undefined) return fail(unknown, 'is no field of a configuration');
  const refusals: Refusal[] = [];
  const written = decode(value, refusals) ?? {};
  const [refusal] = refusals;
  if (refusal !== undefined) return fail(refusal.path, `must be ${refusal.expected}, not ${refusal.found}`);
  const named = (at: Pointer, name: string) => {
    try {
      return checksNamed(name).map(({ id }) => id);
    } catch (error) {
      return fail(at, error instanceof Error ? error.message : String(error));
    }
  };
  const severity = Object.entries(written.checks?.severity ?? {}).flatMap(([name, level]) => {
    const at = pointer('checks', 'severity', name);
    const known = severities.find((candidate) => candidate === level) ?? fail(at, `must be one of ${severities.join(', ')}`);
    return named(at, name).map((id) => [id, known] as const);
  });
  const threshold = written.severityThreshold;
  const thresholds = [...severities, 'none'] as const;
  const chosen = thresholds.find((candidate) => candidate === threshold);
  if (threshold !== undefined && chosen === undefined) return fail('/severityThreshold', `must be one of ${thresholds.join(', ')}`);
  const version = versionOf(written.kubernetesVersion, (reason) => fail('/kubernetesVersion', reason));
  return {
    file,
    skip: new Set((written.checks?.skip ?? []).flatMap((name, index) => named(pointer('checks', 'skip', index), name))),
    severity: new Map(severity),
    ...(chosen === undefined ? {} : { severityThreshold: chosen }),
    include: written.include ?? [],
    ...(version === undefined ? {} : { kubernetesVersion: version }),
    exceptions: (written.exceptions ?? []).map((name) => path.join(path.dirname(file), name)),
  };
}

function versionOf(value: Json | undefined, fail: (reason: string) => never): KubernetesVersion | undefined {
  if (value === undefined) return undefined;
  // 1.30 without quotes is the number 1.3.
  if (typeof value !== 'string') return fail("must be text: put it in quotes, such as '1.33'");
  const version = parseVersion(value);
  return version?.major === newestKubernetes.major ? version : fail("looks like '1.33', 'v1.33.2' or 'latest'");
}
