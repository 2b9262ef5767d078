// SPDX-License-Identifier: Apache-2.0
// Reads seLinuxOptions.level of pod and containers: categories (c1,c2) that are written down are the same in every copy. A
// level without categories is left alone.
import { defineCheck } from '../check.ts';
import { containerPlaces, removeRemedy, specPath } from '../facts/container-faults.ts';

export const selinuxLevelFixed = defineCheck({
  id: 'selinux-level-fixed',
  title: 'Pods share their SELinux categories',
  why: 'The runtime gives each pod categories of its own, so that one cannot touch the files of another. Written into the template, every replica and every copy of the manifest has the same, and the separation is gone.',
  remedy: 'Leave level out: the runtime assigns it.',
  severity: 'low',
  layer: 'workload',
  threats: ['container-escape', 'data-exposure'],
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#assign-selinux-labels-to-a-container'],
  aliases: [],
  appliesTo: 'workload',
  evaluate: (workload) => {
    const contexts = [
      { context: workload.spec.securityContext, pointer: specPath(workload), label: 'the pod' },
      ...containerPlaces(workload).map(({ container, pointer, label }) => ({ context: container.securityContext, pointer, label })),
    ];
    return contexts.flatMap(({ context, pointer, label }) => {
      const level = context?.seLinuxOptions?.level ?? '';
      if (!/:.*c\d/.test(level)) return [];
      const path = `${pointer}/securityContext/seLinuxOptions/level`;
      return [
        {
          kind: 'fault' as const,
          path,
          reason: 'SELinux categories are written down',
          detail: `${label} has the level ${level} in every copy`,
          remedy: removeRemedy(path, 'Pods that share a volume on purpose may need one level: keep it there.'),
        },
      ];
    });
  },
});
