// SPDX-License-Identifier: Apache-2.0
// Reads ports[*].containerPort and protocol of every container; TCP 22, the default protocol, is refused.
import { defineCheck } from '../check.ts';
import { faultsPerContainer } from '../facts/container-faults.ts';

export const sshPort = defineCheck({
  id: 'ssh-port',
  title: 'Container declares the port of an SSH server',
  why: 'A shell over SSH goes past RBAC and the audit log, keeps keys and passwords of its own, and gives whoever holds them a way back into the container.',
  remedy: 'Take the SSH server out of the image; use kubectl exec or kubectl debug, which RBAC limits and the audit log records.',
  severity: 'medium',
  layer: 'workload',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/tasks/debug/debug-application/get-shell-running-container/'],
  aliases: ['kube-linter:ssh-port', 'C-0042', 'T1133'],
  appliesTo: 'workload',
  evaluate: (workload) =>
    faultsPerContainer(workload, ({ container, pointer, label }) =>
      (container.ports ?? []).flatMap(({ containerPort, protocol = 'TCP' }, index) =>
        Number(containerPort) !== 22 || protocol !== 'TCP'
          ? []
          : {
              kind: 'fault',
              path: `${pointer}/ports/${index}/containerPort`,
              reason: 'the port of SSH is declared',
              detail: `${label} declares TCP port 22`,
              remedy: {
                kind: 'advice',
                advice: 'Take the SSH server out of the image and use kubectl exec; removing the port here would close nothing.',
              },
            },
      ),
    ),
});
