// SPDX-License-Identifier: Apache-2.0
// Reads the label pod-security.kubernetes.io/enforce-version of a Namespace: the level of that version must hold the same controls as
// the level of the cluster's version.
import {
  controlsAt,
  type Control,
  type Level,
  parseLevel,
  parsePolicyVersion,
  type PolicyVersion,
} from '../../engines/pod-security/index.ts';
import { pointer } from '../../model/pointer.ts';
import { compareVersions, formatVersion, type KubernetesVersion, parseVersion } from '../../model/version.ts';
import { defineCheck } from '../check.ts';
import { setRemedy } from '../facts/object-remedies.ts';

export const podSecurityVersionStale = defineCheck({
  id: 'pod-security-version-stale',
  title: 'Pod security is pinned to a version whose controls have changed',
  why: 'What later versions learned to refuse is let pass: host addresses in probes since 1.34, for one. An attacker who knows the pin takes what was added after it.',
  remedy:
    "Move the pin to the cluster's version with each upgrade, and let warn-version be latest, so that what the next version will refuse is seen before.",
  severity: 'medium',
  layer: 'cluster',
  threats: ['privilege-escalation', 'container-escape'],
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces'],
  aliases: [],
  appliesTo: { kinds: ['Namespace'] },
  evaluate: (object, { version }) => {
    const level = parseLevel(object.labels['pod-security.kubernetes.io/enforce'] ?? '');
    const pin = parsePolicyVersion(object.labels['pod-security.kubernetes.io/enforce-version'] ?? 'latest');
    if (level === undefined || pin === undefined || pin === 'latest' || compareVersions(pin, version) >= 0) return [];
    const changed = changes(level, pin, version);
    if (changed.length === 0) return [];
    const path = pointer('metadata', 'labels', 'pod-security.kubernetes.io/enforce-version');
    return [
      {
        kind: 'fault',
        path,
        reason: 'the pinned version is outdated',
        detail: `${level} of ${formatVersion(pin)} differs from ${formatVersion(version)} in ${changed.join(', ')}`,
        remedy: setRemedy(
          object,
          path,
          formatVersion(version),
          'Some pods may be refused from then on: try it with a server-side dry run first.',
        ),
      },
    ];
  },
});

/** The controls that are not the same at both versions. */
function changes(level: Level, pin: PolicyVersion, version: KubernetesVersion): string[] {
  const before = inForce(level, pin);
  const now = inForce(level, version);
  return [...new Set([...before.keys(), ...now.keys()])].filter((id) => before.get(id) !== now.get(id));
}

/** The behaviour of each control that is in force at a version. */
function inForce(level: Level, version: PolicyVersion): Map<string, Control['versions'][number] | undefined> {
  return new Map(
    controlsAt(level, version).map(({ id, versions }) => [
      id,
      versions.findLast(({ since }) => version === 'latest' || compareVersions(parseVersion(since) ?? version, version) <= 0),
    ]),
  );
}
