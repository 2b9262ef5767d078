// SPDX-License-Identifier: Apache-2.0
// Reads runAsGroup in force (a container's own, else the pod's), and the pod's fsGroup and supplementalGroups; 0 is
// refused. An absent runAsGroup is the image's. With hostUsers: false group 0 is not the node's.
import type { Workload } from '../../model/workload.ts';
import { defineCheck, type Fault } from '../check.ts';
import { setRemedy, specPath } from '../facts/container-faults.ts';
import { isForWindows } from '../facts/operating-system.ts';
import { inForce, namesOf } from '../facts/security-context.ts';

const group = 10_001;
const note = 'Files in the image and on volumes must be readable by the new group.';

export const rootGroup = defineCheck({
  id: 'root-group',
  title: 'Container runs with the root group',
  why: 'Group 0 reads and writes the files of the image, of volumes and of the node that are open to the group root, whoever the user is. A process that breaks out keeps it.',
  remedy: 'Give runAsGroup and fsGroup an id of their own, and leave 0 out of supplementalGroups.',
  severity: 'low',
  layer: 'workload',
  threats: ['privilege-escalation', 'container-escape'],
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  aliases: ['KSV116'],
  appliesTo: 'workload',
  applicable: ({ spec }) => !isForWindows(spec) && spec.hostUsers !== false,
  evaluate: (workload) => [...primaryGroups(workload), ...podGroups(workload)],
});

function primaryGroups(workload: Workload): Fault[] {
  return inForce(workload, '/runAsGroup', ({ runAsGroup }) => runAsGroup)
    .filter(({ value }) => Number(value) === 0)
    .map(({ path, places }) => ({
      kind: 'fault',
      path,
      reason: 'the primary group is root',
      detail: `runAsGroup 0 holds for ${namesOf(places)}`,
      remedy: setRemedy(workload, path, group, note),
    }));
}

function podGroups(workload: Workload): Fault[] {
  const { fsGroup, supplementalGroups = [] } = workload.spec.securityContext ?? {};
  const path = `${specPath(workload)}/securityContext`;
  const faults: Fault[] = [];
  if (fsGroup !== undefined && Number(fsGroup) === 0) {
    const remedy = setRemedy(workload, `${path}/fsGroup`, group, note);
    faults.push({ kind: 'fault', path: `${path}/fsGroup`, reason: 'fsGroup is root', detail: 'the pod sets fsGroup 0', remedy });
  }
  const index = supplementalGroups.findIndex((id) => Number(id) === 0);
  if (index >= 0) {
    const others = supplementalGroups.filter((id) => Number(id) !== 0);
    faults.push({
      kind: 'fault',
      path: `${path}/supplementalGroups/${index}`,
      reason: 'a supplementary group is root',
      detail: 'the pod lists group 0 in supplementalGroups',
      remedy: setRemedy(workload, `${path}/supplementalGroups`, others, 'Files that only the group root may read are closed then.'),
    });
  }
  return faults;
}
