// SPDX-License-Identifier: Apache-2.0
// Reads rules: v1 endpoints from 1.33 on where endpointslices are not granted too, componentstatuses, and podsecuritypolicies from 1.25 on.
import { defineCheck } from '../check.ts';
import type { PolicyRule } from '../../engines/rbac/index.ts';
import { compareVersions, type KubernetesVersion } from '../../model/version.ts';
import { onRole, roleKinds } from '../facts/rbac.ts';

interface Deprecated {
  readonly group: string;
  readonly resource: string;
  /** Where the role grants this too, it is prepared. */
  readonly successor: string;
  readonly since: KubernetesVersion;
  readonly reason: string;
  readonly advice: string;
}

const deprecated: readonly Deprecated[] = [
  {
    group: '',
    resource: 'endpoints',
    successor: 'endpointslices',
    since: { major: 1, minor: 33 },
    reason: 'deprecated in 1.33',
    advice: 'Grant endpointslices of discovery.k8s.io, and have the program read them.',
  },
  {
    group: '',
    resource: 'componentstatuses',
    successor: '/livez',
    since: { major: 1, minor: 19 },
    reason: 'deprecated in 1.19',
    advice: 'Ask the components themselves: nonResourceURLs /livez and /readyz of the API server.',
  },
  {
    group: 'policy',
    resource: 'podsecuritypolicies',
    successor: '',
    since: { major: 1, minor: 25 },
    reason: 'gone since 1.25',
    advice: 'Remove the resource; Pod Security is enforced by labels of the namespace.',
  },
];

export const rbacDeprecatedResource = defineCheck({
  id: 'rbac-deprecated-resource',
  title: 'Rule names a resource that is deprecated or gone',
  why: 'EndpointSlices took the place of Endpoints in 1.33; PodSecurityPolicies are gone since 1.25. A program that still reads the old ones sees part of the truth, or nothing.',
  remedy: 'Grant what took its place, and remove the old name once the program is updated.',
  severity: 'info',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
  ],
  aliases: [],
  appliesTo: { kinds: roleKinds },
  evaluate: onRole(({ role, rules }, { version }) =>
    rules.flatMap(({ rule, path }) =>
      rule.resources.flatMap((resource, index) => {
        const old = deprecated.find((candidate) => isNamed(candidate, resource, rule, version));
        if (old === undefined || role.rules.some(({ resources }) => resources.includes(old.successor))) return [];
        return {
          kind: 'fault',
          path: `${path}/resources/${index}`,
          reason: old.reason,
          detail: `${resource}: ${old.reason}`,
          remedy: { kind: 'advice', advice: old.advice },
        };
      }),
    ),
  ),
});

function isNamed(
  { group, resource: name, since }: Deprecated,
  resource: string,
  { apiGroups }: PolicyRule,
  version: KubernetesVersion,
): boolean {
  return resource === name && apiGroups.includes(group) && compareVersions(since, version) <= 0;
}
