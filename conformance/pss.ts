// SPDX-License-Identifier: Apache-2.0
// The fixtures of kubernetes/pod-security-admission, test/testdata: a Pod per case, a verdict by level and version.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  controls,
  evaluatePod,
  type Level,
  parseLevel,
  parsePolicyVersion,
  type PolicyVersion,
} from '../src/engines/pod-security/index.ts';
import type { KubernetesObject } from '../src/model/object.ts';
import { decodePodTemplate } from '../src/model/pod-decode.ts';
import { readSource } from '../src/model/read.ts';
import { resultOf, type Suite } from './suite.ts';

export interface PssCase {
  readonly level: Level;
  readonly version: PolicyVersion;
  readonly expect: 'pass' | 'fail';
  /** The control that the Pod of a failing case breaks: its id in lower case. */
  readonly control: string;
  readonly id: string;
  readonly pod: KubernetesObject;
}

export const pss: Suite = {
  name: 'pss',
  run: (dataDir) =>
    resultOf(
      'pss',
      readPssCases(dataDir).map((item) => ({ id: item.id, passed: holds(item) })),
    ),
};

/** Throws where a case cannot be read. */
export function readPssCases(dataDir: string): readonly PssCase[] {
  const pods = new Map<string, KubernetesObject>();
  const rows: readonly Row[] = JSON.parse(readFileSync(path.join(dataDir, 'cases.json'), 'utf8'));
  return rows.map((row) => {
    const level = parseLevel(row.level);
    const version = parsePolicyVersion(row.version);
    if (level === undefined || version === undefined) throw new Error(`no standard ${row.level} ${row.version}`);
    const pod = pods.get(row.file) ?? readPod(path.join(dataDir, row.file));
    pods.set(row.file, pod);
    return { level, version, expect: row.expect, control: row.control, id: row.upstreamFile, pod };
  });
}

/** A case as cases.json has it. */
interface Row {
  readonly level: string;
  readonly version: string;
  readonly expect: 'pass' | 'fail';
  readonly control: string;
  /** The Pod, from the data's folder. */
  readonly file: string;
  readonly upstreamFile: string;
}

function readPod(file: string): KubernetesObject {
  const { objects, problems } = readSource({ name: file, text: readFileSync(file, 'utf8') });
  const [pod] = objects;
  if (pod === undefined || objects.length > 1 || problems.length > 0) throw new Error(`${file} is no Pod: ${JSON.stringify(problems)}`);
  return pod;
}

/** A failing case names a control, which must be among the violations, or be overridden by one that is. */
function holds({ level, version, expect, control, pod }: PssCase): boolean {
  const { metadata, spec, wrongTypes } = decodePodTemplate(pod.body, '');
  const { allowed, violations } = evaluatePod({ level, version }, { metadata, spec });
  if (wrongTypes.length > 0) return false;
  if (expect === 'pass') return allowed;
  return !allowed && violations.some((violation) => answersFor(violation.control).has(control));
}

function answersFor(id: string): ReadonlySet<string> {
  const overrides = controls.find((control) => control.id === id)?.versions.flatMap(({ overrides = [] }) => overrides) ?? [];
  return new Set([id, ...overrides].map((name) => name.toLowerCase()));
}
