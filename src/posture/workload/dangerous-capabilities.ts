// SPDX-License-Identifier: Apache-2.0
// Reads capabilities.add of every container, ephemeral ones included, in any case and with or without the CAP_ prefix.
// Refused are the capabilities that hold more than the container: each is a known way to the node, to other pods or past
// the audit. What else goes beyond the default set is the matter of the Pod Security Standards. Windows has none.
import { defineCheck, type Fault } from '../check.ts';
import { type ContainerPlace, faultsPerContainer, patchRemedy } from '../facts/container-faults.ts';
import { isForWindows } from '../facts/operating-system.ts';
import { capabilityName } from '../facts/security-context.ts';

/** What each lets a process do. */
const powers: ReadonlyMap<string, string> = new Map([
  ['ALL', 'everything that root of the node may do'],
  ['SYS_ADMIN', 'mounting, namespaces and most of what root may do'],
  ['SYS_MODULE', 'loading code into the kernel'],
  ['SYS_PTRACE', 'reading and changing the memory of other processes'],
  ['SYS_RAWIO', 'reading and writing physical memory and devices'],
  ['SYS_BOOT', 'restarting the node or loading another kernel'],
  ['SYS_TIME', 'changing the clock of the node'],
  ['DAC_READ_SEARCH', 'opening any file of the node by its handle'],
  ['BPF', 'loading programs into the kernel'],
  ['PERFMON', 'watching the whole kernel'],
  ['NET_ADMIN', 'changing addresses, routes and packet filters'],
  ['MAC_ADMIN', 'changing the mandatory access control policy'],
  ['MAC_OVERRIDE', 'ignoring the mandatory access control policy'],
  ['SYSLOG', 'reading the addresses and messages of the kernel'],
  ['AUDIT_CONTROL', 'switching the audit of the kernel off'],
]);

export const dangerousCapabilities = defineCheck({
  id: 'dangerous-capabilities',
  title: 'Container is given a capability that reaches beyond it',
  why: 'Linux splits the power of root into capabilities, and these are the ones that no namespace contains or that rewrite the network. An intruder in the container uses them to load code into the kernel, mount the disk of the node, read other processes or redirect the traffic of the pod.',
  remedy: 'Take the capability away. Where a program needs it, give it to that container alone and keep it on nodes of its own.',
  severity: 'high',
  layer: 'workload',
  threats: ['container-escape', 'privilege-escalation', 'network-attack'],
  references: [
    'https://man7.org/linux/man-pages/man7/capabilities.7.html',
    'https://kubernetes.io/docs/concepts/security/linux-kernel-security-constraints/',
  ],
  aliases: ['polaris:dangerousCapabilities', 'C-0046', 'KSV005', 'KSV120', 'T1611'],
  appliesTo: 'workload',
  applicable: ({ spec }) => !isForWindows(spec),
  evaluate: (workload) => faultsPerContainer(workload, faultsOf),
});

function faultsOf({ container, pointer, label }: ContainerPlace): Fault[] {
  const added = (container.securityContext?.capabilities?.add ?? []).map(capabilityName);
  const list = `${pointer}/securityContext/capabilities/add`;
  return [...new Set(added)].flatMap((name) => {
    const power = powers.get(name);
    if (power === undefined) return [];
    // Every spelling of it goes, the last first so that indices hold.
    const places = added.flatMap((other, index) => (other === name ? [`${list}/${index}`] : []));
    return {
      kind: 'fault',
      path: places[0] ?? list,
      reason: `capability ${name} is added`,
      detail: `${label} is given ${name}: ${power}`,
      evidence: name,
      remedy: patchRemedy(
        places.toReversed().map((path) => ({ op: 'remove', path })),
        'A program that needs the capability fails when it uses it.',
      ),
    };
  });
}
