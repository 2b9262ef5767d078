// SPDX-License-Identifier: Apache-2.0
// Undoes the combinations that validation refuses before PodSecurity is asked.
import { allContainers, type Draft, type Fields } from './draft.ts';

export function mend(draft: Draft): void {
  mendHost(draft);
  mendSysctls(draft);
  mendAnnotations(draft);
  for (const { context, ports } of allContainers(draft)) {
    if (context['privileged'] === true && context['allowPrivilegeEscalation'] === false) delete context['allowPrivilegeEscalation'];
    if (context['procMount'] === 'Unmasked' && draft.spec['hostUsers'] !== false) delete context['procMount'];
    if (draft.spec['hostNetwork'] === true) for (const port of ports) mendPort(port);
  }
}

/** HostProcess wants the host's network, Unmasked a user namespace, and that no namespace of the host. */
function mendHost({ spec, ...draft }: Draft): void {
  const contexts = contextsOf({ spec, ...draft });
  if (contexts.some(({ windowsOptions }) => JSON.stringify(windowsOptions)?.includes('true'))) spec['hostNetwork'] = true;
  const isOnHost = ['hostNetwork', 'hostPID', 'hostIPC'].some((name) => spec[name] === true);
  if (contexts.some(({ procMount }) => procMount === 'Unmasked') && !isOnHost) spec['hostUsers'] = false;
  if (isOnHost && spec['hostUsers'] === false) delete spec['hostUsers'];
}

function mendSysctls({ spec, sysctls }: Draft): void {
  const refused = [...(spec['hostNetwork'] === true ? ['net'] : []), ...(spec['hostIPC'] === true ? ['kernel'] : [])];
  const kept = sysctls.filter(({ name }) => !refused.some((prefix) => typeof name === 'string' && name.startsWith(prefix)));
  sysctls.splice(0, sysctls.length, ...kept);
}

/** An annotation may not contradict the field: one of them is enough. */
function mendAnnotations(draft: Draft): void {
  for (const [field, word] of [['seccompProfile', 'seccomp'] as const, ['appArmorProfile', 'apparmor'] as const]) {
    if (!contextsOf(draft).some((context) => context[field] !== undefined)) continue;
    for (const key of Object.keys(draft.annotations)) if (key.includes(word)) delete draft.annotations[key];
  }
}

function mendPort(port: Fields): void {
  if (typeof port['hostPort'] === 'number' && port['hostPort'] !== 0 && port['containerPort'] !== undefined)
    port['hostPort'] = port['containerPort'];
}

function contextsOf(draft: Draft): Fields[] {
  return [draft.context, ...allContainers(draft).map(({ context }) => context)];
}
