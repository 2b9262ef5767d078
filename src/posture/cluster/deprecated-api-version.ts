// SPDX-License-Identifier: Apache-2.0
// Reads apiVersion and kind of what files hold: a version that is deprecated in the Kubernetes judged for, and still served, is told. What
// a cluster hands out says nothing of what was written.
import { formatVersion } from '../../model/version.ts';
import { defineCheck } from '../check.ts';
import { isDeprecated, isRemoved, kindsWithLifecycle, lifecycleOf, successionAt, versionRemedy } from '../facts/api-versions.ts';

export const deprecatedApiVersion = defineCheck({
  id: 'deprecated-api-version',
  title: 'Object is of an API version that Kubernetes will not serve much longer',
  why: 'From the release that drops it on, the object is refused: what protects the cluster then fails to install, or holds up the upgrade that brings security fixes.',
  remedy: 'Write the object for the version that takes its place; kubectl-convert does it for most kinds.',
  severity: 'info',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
    'https://kubernetes.io/docs/reference/using-api/deprecation-policy/',
  ],
  aliases: ['kube-score:stable-version'],
  filesAlone: true,
  appliesTo: { kinds: kindsWithLifecycle(() => true) },
  applicable: ({ apiVersion, kind, origin }) => origin.kind === 'file' && lifecycleOf(apiVersion, kind) !== undefined,
  evaluate: ({ apiVersion, kind }, { version }) => {
    const row = lifecycleOf(apiVersion, kind);
    if (row === undefined || !isDeprecated(row, version) || isRemoved(row, version)) return [];
    const since = formatVersion({ major: 1, minor: row.deprecatedIn });
    const end =
      row.removedIn === undefined ? 'no release is named that drops it' : `${formatVersion({ major: 1, minor: row.removedIn })} drops it`;
    return [
      {
        kind: 'fault',
        path: '/apiVersion',
        reason: 'API version is deprecated',
        detail: `${apiVersion} ${kind} is deprecated since ${since}; ${end}`,
        remedy: versionRemedy(successionAt(version, row, kind)),
      },
    ];
  },
});
