// SPDX-License-Identifier: Apache-2.0
// Reads rules: nonResourceURLs * and /* are not allowed.
import { defineCheck } from '../check.ts';
import { onRule } from '../facts/rbac.ts';
import { indicesOf } from '../facts/rbac-powers.ts';

export const rbacNonResourceWildcard = defineCheck({
  id: 'rbac-non-resource-wildcard',
  title: 'Role reaches every path of the API server',
  why: 'Beside its resources the API server has paths such as /logs, /debug/pprof and /metrics, and those of every later release. A star reaches all of them.',
  remedy: 'Name the paths that are needed.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['data-exposure'],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  aliases: [],
  appliesTo: { kinds: ['ClusterRole.rbac.authorization.k8s.io'] },
  evaluate: onRule(({ rule, path }) =>
    indicesOf(rule.nonResourceURLs, (url) => /^\/?\*+$/.test(url)).map((index) => ({
      kind: 'fault',
      path: `${path}/nonResourceURLs/${index}`,
      reason: 'every path of the API server',
      detail: `${rule.verbs.join(', ')} on ${rule.nonResourceURLs[index] ?? ''}`,
      remedy: { kind: 'advice', advice: 'Name the paths that are needed, such as /metrics or /healthz.' },
    })),
  ),
});
