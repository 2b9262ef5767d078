// SPDX-License-Identifier: Apache-2.0
// Reads the labels pod-security.kubernetes.io/{enforce,warn,audit} of a Namespace: warn and audit, where given, must not be below enforce.
import { compareLevels, modes, parseLevel } from '../../engines/pod-security/index.ts';
import { pointer } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { setRemedy } from '../facts/object-remedies.ts';

export const podSecurityModeBelowEnforce = defineCheck({
  id: 'pod-security-mode-below-enforce',
  title: 'Pod security warns or records of less than it enforces',
  why: 'Pods below the enforced level are refused anyway, so a lower level warns of nothing and records nothing. Of workloads, whose templates enforce does not look at, nobody then learns that their pods will be refused.',
  remedy: 'Set warn and audit to the enforced level or a stricter one.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['privilege-escalation', 'container-escape'],
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/'],
  aliases: [],
  appliesTo: { kinds: ['Namespace'] },
  evaluate: (object) => {
    const levelOf = (mode: string) => parseLevel(object.labels[`pod-security.kubernetes.io/${mode}`] ?? '');
    const enforce = levelOf('enforce');
    if (enforce === undefined) return [];
    return modes.flatMap((mode) => {
      const level = levelOf(mode);
      if (level === undefined || compareLevels(level, enforce) >= 0) return [];
      const path = pointer('metadata', 'labels', `pod-security.kubernetes.io/${mode}`);
      return {
        kind: 'fault' as const,
        path,
        reason: `${mode} is below enforce`,
        detail: `${mode} is ${level} where ${enforce} is enforced`,
        remedy: setRemedy(object, path, enforce),
      };
    });
  },
});
