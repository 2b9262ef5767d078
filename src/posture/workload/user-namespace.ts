// SPDX-License-Identifier: Apache-2.0
// Reads spec.hostUsers; `false` is wanted, from 1.33 where user namespaces are on by default. Not asked are pods to which
// Kubernetes refuses them (hostNetwork, hostPID, hostIPC, volumeDevices, Windows), pods with volumes that cannot be mapped
// (NFS), and pods whose work is the node itself (privileged, hostPath), which real root ids are for.
import { isArray } from '../../model/json.ts';
import { placedContainers } from '../../model/pod.ts';
import { valueAt } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';
import { defineCheck } from '../check.ts';
import { isControlPlanePod } from '../facts/control-plane.ts';
import { containerPlaces, setRemedy, specPath } from '../facts/container-faults.ts';
import { isForWindows } from '../facts/operating-system.ts';

export const userNamespace = defineCheck({
  id: 'user-namespace',
  title: 'Pod runs with the user ids of the node',
  why: 'In a user namespace root of the container is nobody on the node, and its capabilities end at the pod. Without one, a process that breaks out keeps the user id it had.',
  remedy: 'Set hostUsers: false. Nodes need Linux 6.3 or newer, file systems that map ids, and containerd 2.0 or CRI-O.',
  severity: 'info',
  layer: 'workload',
  threats: ['container-escape', 'privilege-escalation'],
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/'],
  aliases: ['T1611'],
  appliesTo: 'workload',
  applicable: mayHaveUserNamespace,
  versions: [
    {
      since: '1.33',
      evaluate: (workload) => {
        if (workload.spec.hostUsers === false) return [];
        const path = `${specPath(workload)}/hostUsers`;
        return [
          {
            kind: 'fault',
            path,
            reason: 'the pod has no user namespace',
            detail: 'the pod must set hostUsers=false',
            remedy: setRemedy(
              workload,
              path,
              false,
              'Try it on every kind of node: a kernel or volume that cannot map ids keeps the pod from starting.',
            ),
          },
        ];
      },
    },
  ],
});

function mayHaveUserNamespace(workload: Workload): boolean {
  const { spec, object } = workload;
  // The control plane needs the network of the host, which excludes user namespaces, also where the manifest forgot it.
  if (isControlPlanePod(object)) return false;
  if (isForWindows(spec) || spec.hostNetwork === true || spec.hostPID === true || spec.hostIPC === true) return false;
  if (spec.volumes?.some(({ sources }) => sources.includes('nfs') || sources.includes('hostPath')) === true) return false;
  if (placedContainers(spec).some(({ container }) => container.securityContext?.privileged === true)) return false;
  return !containerPlaces(workload).some(({ pointer }) => isArray(valueAt(object.body, `${pointer}/volumeDevices`)));
}
