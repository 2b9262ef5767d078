// SPDX-License-Identifier: Apache-2.0
// CIS Kubernetes 1.12, by the data that kube-bench has of it: for each check with test items, configurations that meet and that
// miss them, in every spelling, judged by our checks with its number.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildInventory } from '../src/model/inventory.ts';
import type { JsonObject } from '../src/model/json.ts';
import { newestKubernetes } from '../src/model/version.ts';
import { catalogue } from '../src/posture/catalogue.ts';
import type { Check } from '../src/posture/check.ts';
import { evaluate } from '../src/posture/evaluate.ts';
import { objectOf, testTime } from '../src/posture/testing.ts';
import { type CisCheck, type Configuration, configurationsOf, holds, readCisChecks } from './cis/checks.ts';
import { fileCases } from './cis/evidence.ts';
import { clusterCases } from './cis/objects.ts';
import { allValid, compare } from './cis/ops.ts';
import { otherwise } from './cis/otherwise.ts';
import { componentOf, spellingsOf } from './cis/spellings.ts';
import { resultOf, type Suite } from './suite.ts';

export const cis: Suite = {
  name: 'cis',
  run: (dataDir) => resultOf('cis', [...operationCases(dataDir), ...readCisChecks(dataDir).flatMap(casesOf)]),
};

interface Case {
  readonly id: string;
  readonly passed: boolean;
}

function casesOf(check: CisCheck): Case[] {
  const component = componentOf(check);
  const configurations = configurationsOf(check);
  if (component !== undefined) {
    return configurations.flatMap((configuration) =>
      spellingsOf(component, check, configuration).map(({ spelling, objects }) => judged(check, configuration, spelling, objects)),
    );
  }
  const cases = fileCases(check, configurations) ?? clusterCases(check);
  if (cases === undefined) return [{ id: `${check.id} has no cases`, passed: false }];
  return cases.map(({ label, configuration, objects }) =>
    judged(
      check,
      configuration,
      label,
      objects.map((body, index) => ({ source: `${index}.yaml`, body })),
    ),
  );
}

/** Our verdict on objects, against that of the data, or ours where it differs on purpose. */
function judged(
  check: CisCheck,
  configuration: Configuration,
  spelling: string,
  bodies: readonly { readonly source: string; readonly body: JsonObject }[],
): Case {
  const objects = bodies.map(({ source, body }) => ({
    ...objectOf(body),
    origin: { kind: 'file' as const, source, start: 0, end: 0, pointer: '' },
  }));
  const inventory = buildInventory({ objects, problems: [], passedOver: 0 }, newestKubernetes);
  const { tallies } = evaluate(inventory, checksOf(check), testTime);
  const sum = (verdict: 'pass' | 'fail' | 'unknown') => [...tallies.values()].reduce((total, tally) => total + tally[verdict], 0);
  const verdict = sum('fail') > 0 ? 'fail' : sum('unknown') > 0 ? 'unknown' : sum('pass') > 0 ? 'pass' : 'none';
  const ours = otherwise.find(({ id, when }) => id === check.id && when(configuration, spelling))?.verdict;
  const expected = ours ?? (holds(check, configuration) ? 'pass' : 'fail');
  const given = Object.entries(configuration).map(([flag, value]) => `${flag}=${value}`);
  return {
    id: `${check.id} ${given.join(' ') || 'nothing given'} (${spelling}): ${verdict}, not ${expected}`,
    passed: verdict === expected,
  };
}

function checksOf({ id }: CisCheck): readonly Check[] {
  return catalogue.filter(({ aliases }) => aliases.includes(`CIS-${id}`));
}

interface Comparison {
  readonly label: string;
  readonly op: string;
  readonly flagVal: string;
  readonly compareValue: string;
  readonly testResult: boolean;
}

interface ElementList {
  readonly source: readonly string[];
  readonly target: readonly string[];
  readonly valid: boolean;
}

/** The tables that define the operations, so that the verdicts we are held against are the data's own. */
function operationCases(dataDir: string): Case[] {
  const textOf = (name: string) => readFileSync(path.join(dataDir, 'unit', `${name}.json`), 'utf8');
  const comparisons: readonly Comparison[] = JSON.parse(textOf('TestCompareOp'));
  const lists: readonly ElementList[] = JSON.parse(textOf('TestAllElementsValid'));
  return [
    ...comparisons.map(({ label, op, flagVal, compareValue, testResult }) => ({
      id: `operation ${label}`,
      passed: compare(op, flagVal, compareValue) === testResult,
    })),
    ...lists.map(({ source, target, valid }, index) => ({ id: `elements ${index}`, passed: allValid(source, target) === valid })),
  ];
}
