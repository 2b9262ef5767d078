// SPDX-License-Identifier: Apache-2.0
// Our SARIF against the standard (OASIS SARIF 2.1.0): the part of its schema that we write, closed to anything else.
import path from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { readPaths } from '../src/adapters/files/read-paths.ts';
import { buildInventory } from '../src/model/inventory.ts';
import { newestKubernetes } from '../src/model/version.ts';
import { catalogue } from '../src/posture/catalogue.ts';
import { evaluate } from '../src/posture/evaluate.ts';
import { renderSarif } from '../src/report/sarif.ts';
import { scanReport } from '../src/report/scan-report.ts';
import { testTime } from '../src/posture/testing.ts';

const closed = (required: readonly string[], properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});
const string = { type: 'string' };
const list = (items: object) => ({ type: 'array', items });
const ordinal = { type: 'integer', minimum: 1 };
const level = { enum: ['none', 'note', 'warning', 'error'] };
const message = closed(['text'], { text: string });
const physicalLocation = closed(['artifactLocation'], {
  artifactLocation: closed(['uri'], { uri: { type: 'string', pattern: "^[A-Za-z0-9._~:/?#@!$&'()*+,;=%[\\]-]*$" } }),
  region: closed(['startLine'], { startLine: ordinal, startColumn: ordinal, endLine: ordinal, endColumn: ordinal }),
});
const rule = closed(['id'], {
  id: string,
  shortDescription: message,
  fullDescription: message,
  help: message,
  helpUri: string,
  defaultConfiguration: closed([], { level }),
  properties: { type: 'object', properties: { tags: { ...list(string), uniqueItems: true } } },
});
const notification = closed(['message'], {
  level,
  descriptor: closed([], { id: string }),
  message,
  locations: list(closed([], { physicalLocation })),
});
const result = closed(['message'], {
  ruleId: string,
  ruleIndex: { type: 'integer', minimum: -1 },
  kind: { enum: ['notApplicable', 'pass', 'fail', 'review', 'open', 'informational'] },
  level,
  message,
  locations: list(closed([], { physicalLocation, logicalLocations: list(closed([], { fullyQualifiedName: string, kind: string })) })),
  partialFingerprints: { type: 'object', additionalProperties: string },
  baselineState: { enum: ['new', 'unchanged', 'updated', 'absent'] },
  suppressions: list(
    closed(['kind'], {
      kind: { enum: ['inSource', 'external'] },
      status: { enum: ['accepted', 'underReview', 'rejected'] },
      justification: string,
    }),
  ),
});
const ourPart = closed(['version', 'runs'], {
  $schema: string,
  version: { const: '2.1.0' },
  runs: list(
    closed(['tool'], {
      tool: closed(['driver'], {
        driver: closed(['name'], { name: string, version: string, rules: { ...list(rule), uniqueItems: true } }),
      }),
      columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
      invocations: list(
        closed(['executionSuccessful'], { executionSuccessful: { type: 'boolean' }, toolExecutionNotifications: list(notification) }),
      ),
      results: list(result),
    }),
  ),
});

async function sarifOf(paths: readonly string[]): Promise<unknown> {
  const { files, problems, textOf, ...read } = await readPaths(paths);
  const inventory = buildInventory({ ...read, problems }, newestKubernetes);
  const evaluation = evaluate(inventory, catalogue, testTime);
  const report = scanReport({ rampartVersion: '0.0.0', targets: paths, files, inventory, checks: catalogue, evaluation, problems });
  return JSON.parse([...renderSarif(report, textOf)].join(''));
}

function errorsOf(schema: object, log: unknown): unknown {
  // The standard's own patterns are older than the unicode flag of regular expressions.
  const validate = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, validateFormats: false }).compile(schema);
  return validate(log) ? [] : validate.errors;
}

const examples = path.join(import.meta.dirname, '../examples');

test('a report with findings and problems', async () => {
  expect(errorsOf(ourPart, await sarifOf([examples, 'no such file']))).toEqual([]);
});
