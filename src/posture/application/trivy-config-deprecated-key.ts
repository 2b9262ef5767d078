// SPDX-License-Identifier: Apache-2.0
// Reads scan.security-checks, vulnerability.type and the scanner named config of a trivy.yaml in a ConfigMap: old names that
// still work.
import { field, isArray, type Json } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { trivyConfigurations } from '../facts/trivy.ts';

function scannersOf(value: Json | undefined): string[] {
  const list = isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return list.filter((item) => typeof item === 'string').map((item) => item.trim());
}

export const trivyConfigDeprecatedKey = defineCheck({
  id: 'trivy-config-deprecated-key',
  title: 'Trivy is configured with names of the past',
  why: 'The release that drops the old name scans with its defaults instead of what was asked for, and nobody is told.',
  remedy: 'Use scan.scanners with vuln, misconfig, secret and license, and pkg.types.',
  severity: 'low',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://trivy.dev/latest/docs/references/configuration/config-file/'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object) =>
    trivyConfigurations(object).flatMap(({ pointer, config }) => {
      const scan = field(config, 'scan');
      const old = [
        field(scan, 'security-checks') === undefined ? '' : 'scan.security-checks is scan.scanners',
        field(field(config, 'vulnerability'), 'type') === undefined ? '' : 'vulnerability.type is pkg.types',
        scannersOf(field(scan, 'scanners') ?? field(scan, 'security-checks')).includes('config') ? 'the scanner config is misconfig' : '',
      ].filter((text) => text !== '');
      return old.length === 0 ? [] : [advised(pointer, 'deprecated names', old.join('; '), 'Rename them; the old names still work.')];
    }),
});
