// SPDX-License-Identifier: Apache-2.0
// Reads every key of a trivy.yaml that a ConfigMap carries, against those of Trivy's configuration file.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { type KeyTree, trivyConfigurations, unknownKeys } from '../facts/trivy.ts';

const places: Readonly<Record<string, string>> = {
  severity: 'severity at the top',
  'ignore-unfixed': 'vulnerability.ignore-unfixed',
  'ignore-status': 'vulnerability.ignore-status',
  'cache-dir': 'cache.dir',
  'cache-backend': 'cache.backend',
  scanners: 'scan.scanners',
  'skip-dirs': 'scan.skip-dirs',
  'skip-files': 'scan.skip-files',
  'exit-code': 'exit-code at the top',
  format: 'format at the top',
  output: 'output at the top',
  ignorefile: 'ignorefile at the top',
  'db-repository': 'db.repository',
  'skip-db-update': 'db.skip-update',
  'no-progress': 'db.no-progress',
  'offline-scan': 'scan.offline',
};

const top = (...names: readonly string[]): KeyTree => Object.fromEntries(names.map((name) => [name, true] as const));

const known: KeyTree = {
  ...top(
    'cacert',
    'debug',
    'insecure',
    'quiet',
    'timeout',
    'config',
    'version',
    'generate-default-config',
    'dependency-tree',
    'exit-code',
    'exit-on-eol',
    'format',
    'ignore-policy',
    'ignorefile',
    'list-all-pkgs',
    'output',
    'output-plugin-arg',
    'report',
    'severity',
    'table-mode',
    'template',
    'trace',
  ),
  // Tools that read the same file have sections of their own; these follow Trivy's releases closely.
  ...top(
    'clean',
    'server',
    'image',
    'kubernetes',
    'license',
    'ansible',
    'misconfiguration',
    'module',
    'registry',
    'rego',
    'repository',
    'secret',
    'aws',
    'cloud',
    'k8s',
    'plugin',
  ),
  cache: top('dir', 'backend', 'redis', 'ttl', 'clear'),
  db: top(
    'download-java-only',
    'download-only',
    'java-repository',
    'java-skip-update',
    'no-progress',
    'repository',
    'skip-update',
    'light',
    'reset',
  ),
  pkg: top('include-dev-deps', 'relationships', 'types'),
  scan: top(
    'compliance',
    'show-suppressed',
    'detection-priority',
    'disable-telemetry',
    'distro',
    'file-patterns',
    'offline',
    'parallel',
    'rekor-url',
    'sbom-sources',
    'scanners',
    'security-checks',
    'skip-dirs',
    'skip-files',
    'skip-version-check',
    'slow',
    'include-dev-deps',
  ),
  vulnerability: top('ignore-status', 'ignore-unfixed', 'severity-source', 'skip-vex-repo-update', 'vex', 'type'),
};

export const trivyConfigIgnoredKey = defineCheck({
  id: 'trivy-config-ignored-key',
  title: 'Trivy ignores a setting',
  why: 'Trivy passes over keys that it does not know without a word: the severities, exceptions or places that were meant are not in force, and the gate lets through what it should stop.',
  remedy: 'Put the setting where Trivy reads it.',
  severity: 'medium',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://trivy.dev/latest/docs/references/configuration/config-file/'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object, context) =>
    trivyConfigurations(object, context).flatMap(({ pointer, config }) =>
      unknownKeys(config, known).map((key) => {
        const last = key.slice(key.lastIndexOf('.') + 1);
        const better = places[last];
        return advised(
          pointer,
          'unknown setting',
          `Trivy has no setting ${key}`,
          better === undefined ? `Remove ${key}, or look up its name.` : `Write ${better} instead of ${key}.`,
        );
      }),
    ),
});
