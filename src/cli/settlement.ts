// SPDX-License-Identifier: Apache-2.0
// What of a scan's findings somebody has dealt with already: the exceptions and the baseline that a command line names.
import { readFileSync } from 'node:fs';
import { readPaths } from '../adapters/files/read-paths.ts';
import type { Inventory } from '../model/inventory.ts';
import { field, isArray, type Json, stringField } from '../model/json.ts';
import { displayName } from '../model/object.ts';
import { deepestExisting } from '../model/pointer.ts';
import type { Problem } from '../model/problem.ts';
import { fingerprint, type KnownFinding } from '../posture/baseline.ts';
import { catalogue } from '../posture/catalogue.ts';
import type { Exception, InvalidException } from '../posture/exceptions.ts';
import { isException, readException } from '../posture/read-exceptions.ts';
import { openDocument, type TextOf } from '../report/places.ts';
import { fieldPath } from '../report/quote.ts';
import { UsageError } from './exit-codes.ts';

export interface ExceptionsRead {
  readonly exceptions: readonly Exception[];
  readonly invalidExceptions: readonly InvalidException[];
  readonly problems: readonly Problem[];
}

/**
 * The exceptions in the files named, and those that a live cluster holds, where access rules say who may write one. One that
 * lies among the files scanned accepts nothing by itself: whoever writes a manifest must not accept its faults.
 */
export async function readExceptions(paths: readonly string[], inventory: Inventory): Promise<ExceptionsRead> {
  const inCluster = inventory.objects.filter((object) => object.origin.kind === 'cluster' && isException(object));
  const read = paths.length === 0 ? { objects: [], problems: [], passedOver: 0, textOf: () => undefined } : await readPaths(paths);
  const problems = [...read.problems];
  const invalid = (source: string, reason: string) => problems.push({ code: 'invalid-exception', source, reason });
  if (read.passedOver > 0) invalid(paths.join(' '), `${read.passedOver} of the documents in it hold no Exception`);
  const exceptions: Exception[] = [];
  const invalidExceptions: InvalidException[] = [];
  const ids = catalogue.map(({ id }) => id);
  for (const object of [...read.objects, ...inCluster]) {
    if (!isException(object)) {
      invalid(object.origin.kind === 'file' ? object.origin.source : '', `${displayName(object)} is no Exception of rampart.dev`);
      continue;
    }
    const result = readException(object, ids);
    if ('faults' in result) {
      invalidExceptions.push(result);
      problems.push(
        ...result.faults.map(({ path, reason }) =>
          problemOf(result, deepestExisting(object.body, path).path, `${fieldPath(path)} ${reason}`, read.textOf),
        ),
      );
    } else exceptions.push(result);
  }
  return { exceptions, invalidExceptions, problems };
}

function problemOf({ name, origin }: InvalidException, path: string, reason: string, textOf: TextOf): Problem {
  const code = 'invalid-exception';
  const told = `exception ${name === '' ? 'without a name' : name} accepts nothing: ${reason}`;
  if (origin.kind === 'cluster') return { code, source: origin.context, reason: told };
  const text = textOf(origin.source);
  const document = text === undefined ? undefined : openDocument(origin, text);
  const node = document?.locate(`${origin.pointer}${path}`);
  const position = node === undefined ? {} : document?.lines.positionOf((node.key ?? node.value).start);
  return { code, source: origin.source, ...position, reason: told };
}

/** The findings of an earlier report in JSON, those that its own baseline knew among them. Throws UsageError on anything else. */
export function readBaseline(file: string): KnownFinding[] {
  let report: Json;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`baseline ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const findings = field(report, 'findings');
  if (stringField(report, 'schema') !== 'rampart.dev/report/v1' || !isArray(findings))
    throw new UsageError(`baseline ${file} is no report: make one with rampart scan --write-baseline ${file}`);
  const known = field(report, 'known');
  return [...findings, ...(isArray(known) ? known : [])].filter((finding) => stringField(finding, 'verdict') === 'fail').map(knownFinding);
}

function knownFinding(finding: Json): KnownFinding {
  const object = field(finding, 'object');
  const text = (key: string) => stringField(object, key) ?? '';
  const ref = { apiVersion: text('apiVersion'), kind: text('kind'), namespace: text('namespace'), name: text('name') };
  const path = stringField(finding, 'absent') ?? stringField(finding, 'path') ?? '';
  return {
    fingerprint: fingerprint(stringField(finding, 'check') ?? '', ref, path),
    file: stringField(field(finding, 'origin'), 'file') ?? '',
  };
}
