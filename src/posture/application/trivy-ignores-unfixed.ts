// SPDX-License-Identifier: Apache-2.0
// Reads --ignore-unfixed of Trivy's commands, TRIVY_IGNORE_UNFIXED, vulnerability.ignore-unfixed of a trivy.yaml and trivy.ignoreUnfixed of
// the Trivy operator; true is told.
import { field, stringField } from '../../model/json.ts';
import { pointer as toPointer } from '../../model/pointer.ts';
import { defineCheck, type Fault } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { trivyConfigurations } from '../facts/trivy.ts';
import { trivyCommandKinds, trivyScans } from '../facts/trivy-commands.ts';

export const trivyIgnoresUnfixed = defineCheck({
  id: 'trivy-ignores-unfixed',
  title: 'Vulnerabilities without a fix are not told',
  why: 'That there is no new package yet does not keep anybody from using the hole. Who does not know of it neither watches the program nor takes it off the network.',
  remedy: 'Let the gate ignore them, and report them elsewhere.',
  severity: 'info',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://trivy.dev/latest/docs/configuration/filtering/#by-status'],
  aliases: [],
  appliesTo: { kinds: [...trivyCommandKinds, 'ConfigMap'] },
  evaluate: (object, context) => {
    if (object.kind === 'ConfigMap') {
      const isOperator = stringField(field(object.body, 'data'), 'trivy.ignoreUnfixed') === 'true';
      return [
        ...trivyConfigurations(object, context).flatMap(({ pointer, config }) =>
          field(field(config, 'vulnerability'), 'ignore-unfixed') === true ? [fault(pointer)] : [],
        ),
        ...(isOperator ? [fault(`/data${toPointer('trivy.ignoreUnfixed')}`)] : []),
      ];
    }
    return trivyScans(object).flatMap(({ words, variables }) => {
      const flag = words.find(({ text }) => /^--ignore-unfixed(?:=true)?$/.test(text));
      const variable = variables.get('TRIVY_IGNORE_UNFIXED');
      if (flag !== undefined) return [fault(flag.pointer)];
      return variable?.value === 'true' ? [fault(variable.pointer)] : [];
    });
  },
});

function fault(path: string): Fault {
  const advice = 'Scan a second time without it, and send that report to those who watch.';
  return advised(path, 'what has no fix is left out', 'vulnerabilities without a fixed package are not reported', advice);
}
