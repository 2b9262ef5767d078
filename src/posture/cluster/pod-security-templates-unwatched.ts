// SPDX-License-Identifier: Apache-2.0
// Reads the labels pod-security.kubernetes.io/* of a Namespace that enforces a level: of workloads, audit at least must speak of that
// level. Without a label, warn is raised to the enforced level by the API server; audit is what the cluster says, mostly privileged.
import { compareLevels, policyOf } from '../../engines/pod-security/index.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { defineCheck, type Remedy } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { setOperation } from '../../model/patch.ts';
import { pointer } from '../../model/pointer.ts';

const label = (mode: string) => `pod-security.kubernetes.io/${mode}`;

export const podSecurityTemplatesUnwatched = defineCheck({
  id: 'pod-security-templates-unwatched',
  title: 'Workloads that break the enforced level go unnoticed',
  why: 'enforce looks at pods alone, and at new ones: a Deployment that breaks the level is accepted and its pods fail in silence, and what already runs goes on. Without audit at that level nobody can find either.',
  remedy: 'Set audit and warn to the enforced level, or try the label first: kubectl label --dry-run=server says what already breaks it.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['privilege-escalation', 'container-escape'],
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/#workload-resources-and-pod-templates'],
  aliases: [],
  appliesTo: { kinds: ['Namespace'] },
  evaluate: (object) => {
    const { policy } = policyOf(object.labels);
    const { level } = policy.enforce;
    const isBelow = (mode: 'warn' | 'audit') => compareLevels(policy[mode].level, level) < 0;
    const isSilent = object.labels[label('audit')] === undefined ? isBelow('audit') : isBelow('audit') && isBelow('warn');
    if (level === 'privileged' || object.labels[label('enforce')] === undefined || !isSilent) return [];
    return [
      {
        kind: 'fault',
        path: '/metadata/labels',
        reason: 'templates are not watched at the enforced level',
        detail: `enforce is ${level}, audit ${policy.audit.level}, warn ${policy.warn.level}`,
        remedy: remedyOf(object, level),
      },
    ];
  },
});

function remedyOf({ body, labels }: KubernetesObject, level: string): Remedy {
  const version = labels[label('enforce-version')];
  const wanted = ['audit', 'warn'].flatMap((mode) => [
    { path: pointer('metadata', 'labels', label(mode)), value: level },
    ...(version === undefined ? [] : [{ path: pointer('metadata', 'labels', label(`${mode}-version`)), value: version }]),
  ]);
  return patchRemedy(wanted.map(({ path, value }) => setOperation(body, path, value)));
}
