// SPDX-License-Identifier: Apache-2.0
// Reads containers[*].securityContext.readOnlyRootFilesystem; only `true` is allowed. Windows has no such setting.
import { defineCheck } from '../check.ts';
import { faultsPerContainer, setRemedy } from '../facts/container-faults.ts';
import { isForWindows } from '../facts/operating-system.ts';

export const readOnlyRootFilesystem = defineCheck({
  id: 'read-only-root-filesystem',
  title: 'Container can write to its root filesystem',
  why: 'An intruder who can write to the image can drop tools, replace the program that runs and hide across restarts of the process. A read-only root leaves only the volumes that the workload names.',
  remedy: 'Set readOnlyRootFilesystem: true and mount an emptyDir where the program must write.',
  severity: 'low',
  layer: 'workload',
  threats: ['container-escape', 'supply-chain'],
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  aliases: ['kube-linter:no-read-only-root-fs', 'polaris:notReadOnlyRootFilesystem', 'KSV014', 'C-0017'],
  followsFrom: [{ check: 'misplaced-security-context-field', at: '/securityContext/readOnlyRootFilesystem' }],
  appliesTo: 'workload',
  applicable: ({ spec }) => !isForWindows(spec),
  evaluate: (workload) =>
    faultsPerContainer(workload, ({ container, pointer, label, type }) => {
      if (type === 'ephemeralContainers' || container.securityContext?.readOnlyRootFilesystem === true) return undefined;
      const path = `${pointer}/securityContext/readOnlyRootFilesystem`;
      return {
        kind: 'fault',
        path,
        reason: 'root filesystem is writable',
        detail: `${label} must set securityContext.readOnlyRootFilesystem=true`,
        remedy: setRemedy(workload, path, true, 'Paths the program writes to need an emptyDir.'),
      };
    }),
});
