// SPDX-License-Identifier: Apache-2.0
// Reads rules_file of a falco.yaml that a ConfigMap carries: the name until 0.38, rules_files since.
import { defineCheck } from '../check.ts';
import { replaced } from '../facts/advice.ts';
import { embeddedFiles } from '../facts/embedded-yaml.ts';
import { falcoConfigurations } from '../facts/falco.ts';

export const falcoConfigRulesFile = defineCheck({
  id: 'falco-config-rules-file',
  title: 'Falco is given its rules in a deprecated field',
  why: 'The release that drops the field starts with other rules than were meant. Files that do not exist are passed over without a word in either field.',
  remedy: 'Name the files in rules_files.',
  severity: 'low',
  layer: 'application',
  threats: ['unauthorized-access'],
  references: ['https://falco.org/docs/reference/daemon/config-options/'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object) =>
    falcoConfigurations(object).flatMap(({ pointer, config }) => {
      const text = embeddedFiles(object).find((file) => file.pointer === pointer)?.text;
      if (text === undefined || !Object.hasOwn(config, 'rules_file')) return [];
      const renamed = text.replace(/^(["']?)rules_file\1(?=\s*:)/m, 'rules_files');
      return [
        replaced(
          pointer,
          'deprecated field',
          'rules_file is rules_files since Falco 0.38',
          renamed,
          'Falco before 0.38 knows rules_file alone.',
        ),
      ];
    }),
});
