// SPDX-License-Identifier: Apache-2.0
// Reads scan.security-checks, vulnerability.type and the scanner named config of a trivy.yaml in a ConfigMap, and the flags and
// variables of containers that say the same: old names that still work.
import { field, isArray, type Json } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { type CheckContext, defineCheck, type Fault } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { trivyConfigurations, trivyKinds, trivyOption, trivyRunsOf } from '../facts/trivy.ts';

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
  appliesTo: { kinds: trivyKinds },
  evaluate: (object, context) => [...oldFlags(object, context), ...oldKeys(object, context)],
});

/** A flag or variable of the past, by what took its place. */
const renamed: Readonly<Record<string, string>> = { '--security-checks': '--scanners', '--vuln-type': '--pkg-types' };

function oldFlags(object: KubernetesObject, context: CheckContext): Fault[] {
  return trivyRunsOf(object, context).flatMap(({ run }) => {
    const flags = Object.entries(renamed).flatMap(([old, name]) => {
      const found = trivyOption(run, old);
      return found === undefined
        ? []
        : [advised(found.pointer, 'deprecated names', `${old} is ${name}`, `Write ${name}; the old name still works.`)];
    });
    const scanners = trivyOption(run, '--scanners');
    if (scanners === undefined || !scannersOf(scanners.text).includes('config')) return flags;
    return [...flags, advised(scanners.pointer, 'deprecated names', 'the scanner config is misconfig', 'Write misconfig.')];
  });
}

function oldKeys(object: KubernetesObject, context: CheckContext): Fault[] {
  return trivyConfigurations(object, context).flatMap(({ pointer, config }) => {
    const scan = field(config, 'scan');
    const old = [
      field(scan, 'security-checks') === undefined ? '' : 'scan.security-checks is scan.scanners',
      field(field(config, 'vulnerability'), 'type') === undefined ? '' : 'vulnerability.type is pkg.types',
      scannersOf(field(scan, 'scanners') ?? field(scan, 'security-checks')).includes('config') ? 'the scanner config is misconfig' : '',
    ].filter((text) => text !== '');
    return old.length === 0 ? [] : [advised(pointer, 'deprecated names', old.join('; '), 'Rename them; the old names still work.')];
  });
}
