// SPDX-License-Identifier: Apache-2.0
// Reads apiVersion and kind of what files hold: from the release that removed a version on, it is not allowed. A version that is
// deprecated and still served is for deprecated-api-version to tell. A cluster hands out every object at a version that it serves, so
// nothing of one is judged.
import { formatVersion } from '../../model/version.ts';
import { defineCheck } from '../check.ts';
import { isRemoved, kindsWithLifecycle, lifecycleOf, successionAt, versionRemedy } from '../facts/api-versions.ts';

export const removedApiVersion = defineCheck({
  id: 'removed-api-version',
  title: 'Object is of an API version that Kubernetes no longer serves',
  why: 'The API server refuses the object. Where it was to protect something, as a NetworkPolicy, a webhook or a PodSecurityPolicy does, the protection is missing after the next installation, and whoever reads the files believes in it.',
  remedy: 'Write the object for the version that took its place; kubectl-convert does it for most kinds.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/reference/using-api/deprecation-guide/'],
  aliases: ['kube-linter:no-extensions-v1beta', 'kube-score:stable-version'],
  filesAlone: true,
  appliesTo: { kinds: kindsWithLifecycle(({ removedIn }) => removedIn !== undefined) },
  applicable: ({ apiVersion, kind, origin }) => origin.kind === 'file' && lifecycleOf(apiVersion, kind)?.removedIn !== undefined,
  evaluate: ({ apiVersion, kind }, { version }) => {
    const row = lifecycleOf(apiVersion, kind);
    if (row === undefined || !isRemoved(row, version)) return [];
    return [
      {
        kind: 'fault',
        path: '/apiVersion',
        reason: 'API version was removed',
        detail: `${apiVersion} ${kind} is gone since ${formatVersion({ major: 1, minor: row.removedIn ?? 0 })}`,
        remedy: versionRemedy(successionAt(version, row, kind)),
      },
    ];
  },
});
