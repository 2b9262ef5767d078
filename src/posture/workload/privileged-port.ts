// SPDX-License-Identifier: Apache-2.0
// Reads ports[*].containerPort of containers and sidecars. A port below 1024 is refused where it is a reason to run as
// root: the container may be root and keeps NET_BIND_SERVICE by default. Silent where the capability is dropped or named,
// where another user runs (the runtime then opens the ports), or where the pod's sysctl
// net.ipv4.ip_unprivileged_port_start, safe since 1.22, is no higher than the port. Windows has no such ports.
import type { ContainerPort } from '../../model/pod.ts';
import { compareVersions, type KubernetesVersion } from '../../model/version.ts';
import type { Workload } from '../../model/workload.ts';
import { defineCheck, type Remedy } from '../check.ts';
import { setRemedy, specPath } from '../facts/container-faults.ts';
import { longRunningContainers } from '../facts/long-running.ts';
import { isForWindows } from '../facts/operating-system.ts';
import { capabilityName, dropsCapability, mayRunAsRoot } from '../facts/security-context.ts';
import { safe } from '../facts/remedy-class.ts';

const sysctl = 'net.ipv4.ip_unprivileged_port_start';

export const privilegedPort = defineCheck({
  id: 'privileged-port',
  title: 'Container listens on a port that asks for root',
  why: 'A port below 1024 is the usual reason to leave a program running as root, and root in the container is what most escapes start from. Current runtimes open these ports to every user of a pod that has a network of its own, so the reason is seldom a good one.',
  remedy:
    'Listen on a port of 1024 or more and let the Service map the old number, or set the sysctl net.ipv4.ip_unprivileged_port_start; then run as another user.',
  severity: 'low',
  layer: 'workload',
  threats: ['privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/',
    'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
  ],
  aliases: ['kube-linter:privileged-ports', 'KSV117'],
  appliesTo: 'workload',
  applicable: ({ spec }) => !isForWindows(spec),
  evaluate: (workload, { version }) => {
    const start = unprivilegedStart(workload);
    return longRunningContainers(workload).flatMap(({ container, pointer, label }) => {
      const named =
        container.securityContext?.capabilities?.add?.some((written) => capabilityName(written) === 'NET_BIND_SERVICE') === true;
      if (named || dropsCapability(container, 'NET_BIND_SERVICE') || !mayRunAsRoot(workload.spec, container)) return [];
      return (container.ports ?? []).flatMap(({ containerPort }: ContainerPort, index) => {
        if (containerPort === undefined || containerPort < 1 || containerPort >= start) return [];
        return {
          kind: 'fault',
          path: `${pointer}/ports/${index}/containerPort`,
          reason: 'a port below 1024 asks for root',
          detail: `${label} listens on port ${containerPort} and may run as root for it`,
          evidence: containerPort,
          remedy: portRemedy(workload, containerPort, version),
        };
      });
    });
  },
});

/** The lowest port that needs no privilege in this pod. The sysctl can only lower it here: other values stay the node's. */
function unprivilegedStart({ spec }: Workload): number {
  const value = spec.securityContext?.sysctls?.findLast(({ name }) => plainName(name) === sysctl)?.value ?? '';
  return /^\d+$/.test(value) ? Math.min(Number(value), 1024) : 1024;
}

/** Kubernetes takes net/ipv4/… as well. */
function plainName(name: string | undefined): string | undefined {
  return name?.replaceAll('/', '.');
}

function portRemedy(workload: Workload, port: number | bigint, version: KubernetesVersion): Remedy {
  if (workload.spec.hostNetwork === true) {
    return { kind: 'advice', advice: 'Listen on a port of 1024 or more: a pod in the network of the node cannot set the sysctl.' };
  }
  const others = (workload.spec.securityContext?.sysctls ?? []).filter(({ name }) => plainName(name) !== sysctl);
  const remedy = setRemedy(
    workload,
    `${specPath(workload)}/securityContext/sysctls`,
    [...others.map((other) => ({ ...other })), { name: sysctl, value: String(port) }],
    'The port then needs no privilege: run the container as a user other than root.',
  );
  // Kubelets of older versions refuse the sysctl unless they are told to allow it.
  return compareVersions(version, { major: 1, minor: 22 }) < 0 ? remedy : safe(remedy);
}
