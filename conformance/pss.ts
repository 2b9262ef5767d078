// SPDX-License-Identifier: Apache-2.0
// The fixtures of kubernetes/pod-security-admission, test/testdata: a Pod per case, a verdict by level and version.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { controls, evaluatePod, parseLevel, parsePolicyVersion, type Pod } from '../src/engines/pod-security/index.ts';
import { decodePodTemplate } from '../src/model/pod-decode.ts';
import { readSource } from '../src/model/read.ts';
import { resultOf, type Suite } from './suite.ts';

interface Case {
  readonly level: string;
  readonly version: string;
  readonly expect: 'pass' | 'fail';
  /** The control that the Pod of a failing case breaks: its id in lower case. */
  readonly control: string;
  /** The Pod, from the data's folder. */
  readonly file: string;
  readonly upstreamFile: string;
}

export const pss: Suite = {
  name: 'pss',
  run: (dataDir) => {
    const pods = new Map<string, Pod>();
    const podAt = (file: string): Pod => {
      const pod = pods.get(file) ?? readPod(path.join(dataDir, file));
      pods.set(file, pod);
      return pod;
    };
    const cases: readonly Case[] = JSON.parse(readFileSync(path.join(dataDir, 'cases.json'), 'utf8'));
    return resultOf(
      'pss',
      cases.map((item) => ({ id: item.upstreamFile, passed: holds(item, podAt(item.file)) })),
    );
  },
};

/** A failing case names a control, which must be among the violations, or be overridden by one that is. */
function holds({ level, version, expect, control }: Case, pod: Pod): boolean {
  const judged = { level: parseLevel(level), version: parsePolicyVersion(version) };
  if (judged.level === undefined || judged.version === undefined) return false;
  const { allowed, violations } = evaluatePod({ level: judged.level, version: judged.version }, pod);
  if (expect === 'pass') return allowed;
  return !allowed && violations.some((violation) => answersFor(violation.control).has(control));
}

function answersFor(id: string): ReadonlySet<string> {
  const overrides = controls.find((control) => control.id === id)?.versions.flatMap(({ overrides = [] }) => overrides) ?? [];
  return new Set([id, ...overrides].map((name) => name.toLowerCase()));
}

function readPod(file: string): Pod {
  const { objects, problems } = readSource({ name: file, text: readFileSync(file, 'utf8') });
  const { metadata, spec, wrongTypes } = decodePodTemplate(objects[0]?.body ?? null, '');
  if (objects.length !== 1 || problems.length > 0 || wrongTypes.length > 0) {
    throw new Error(`${file} is no Pod: ${JSON.stringify([...problems, ...wrongTypes])}`);
  }
  return { metadata, spec };
}
