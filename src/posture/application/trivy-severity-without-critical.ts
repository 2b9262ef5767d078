// SPDX-License-Identifier: Apache-2.0
// Reads the severities that Trivy is told to report: --severity of its commands, TRIVY_SEVERITY, severity of a trivy.yaml and
// trivy.severity of the Trivy operator. CRITICAL must be among them.
import { field, isArray, isObject, type Json, stringField } from '../../model/json.ts';
import { pointer as toPointer } from '../../model/pointer.ts';
import { defineCheck, type Fault, type Remedy } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { trivyConfigurations } from '../facts/trivy.ts';
import { trivyCommandKinds, commandOption, trivyScans } from '../facts/trivy-commands.ts';

const operatorKey = 'trivy.severity';

export const trivySeverityWithoutCritical = defineCheck({
  id: 'trivy-severity-without-critical',
  title: 'Trivy leaves critical vulnerabilities out',
  why: 'The severities are a list and no threshold: with HIGH alone Trivy passes over what is worse, and the gate lets through what it was made to stop.',
  remedy: 'Add CRITICAL to the severities.',
  severity: 'medium',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://trivy.dev/latest/docs/configuration/filtering/#by-severity'],
  aliases: [],
  appliesTo: { kinds: [...trivyCommandKinds, 'ConfigMap'] },
  evaluate: (object, context) => {
    if (object.kind === 'ConfigMap') {
      const operator = stringField(field(object.body, 'data'), operatorKey);
      const path = `/data${toPointer(operatorKey)}`;
      return [
        ...trivyConfigurations(object, context).flatMap(({ pointer, config }) =>
          fault(pointer, severities(field(config, 'severity')), advice),
        ),
        ...(operator === undefined
          ? []
          : fault(path, severities(operator), patchRemedy([{ op: 'replace', path, value: `${operator},CRITICAL` }], note))),
      ];
    }
    return trivyScans(object).flatMap((command) => {
      const option = commandOption(command, ['--severity', '-s'], 'TRIVY_SEVERITY');
      if (option?.value === undefined) return [];
      const { value, pointer, alone } = option;
      return fault(
        pointer,
        severities(value),
        alone ? patchRemedy([{ op: 'replace', path: pointer, value: `${value},CRITICAL` }], note) : advice,
      );
    });
  },
});

const note = 'The scan then reports more, and a gate may stop what it let through.';
const advice: Remedy = { kind: 'advice', advice: 'Add CRITICAL to the severities.' };

/** Undefined where none are given, or not as text. */
function severities(value: Json | undefined): readonly string[] | undefined {
  if (isArray(value)) return value.filter((item) => typeof item === 'string').map((item) => item.toUpperCase());
  if (typeof value !== 'string' || isObject(value) || /[$`]/.test(value)) return undefined;
  return value
    .split(',')
    .map((item) => item.trim().toUpperCase())
    .filter((item) => item !== '');
}

function fault(path: string, given: readonly string[] | undefined, remedy: Remedy): Fault[] {
  if (given === undefined || given.length === 0 || given.includes('CRITICAL')) return [];
  return [{ kind: 'fault', path, reason: 'CRITICAL is not reported', detail: `only ${given.join(', ').slice(0, 80)} is reported`, remedy }];
}
