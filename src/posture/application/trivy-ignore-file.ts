// SPDX-License-Identifier: Apache-2.0
// Reads ignorefile of a trivy.yaml in a ConfigMap; an absolute path is allowed.
import { stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { trivyConfigurations } from '../facts/trivy.ts';

export const trivyIgnoreFile = defineCheck({
  id: 'trivy-ignore-file',
  title: 'Ignore file is looked for in the working directory',
  why: 'A relative path is found only where the pod happens to start. Without the file every accepted finding fails the gate, and people switch the gate off.',
  remedy: 'Mount the file and give its absolute path; let its entries expire.',
  severity: 'info',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://trivy.dev/latest/docs/configuration/filtering/'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object) =>
    trivyConfigurations(object).flatMap(({ pointer, config }) => {
      const file = stringField(config, 'ignorefile') ?? '';
      if (file === '' || file.startsWith('/') || file.startsWith('$')) return [];
      return [advised(pointer, 'relative path', `ignorefile ${file} is relative`, 'Mount the file and write its absolute path.')];
    }),
});
