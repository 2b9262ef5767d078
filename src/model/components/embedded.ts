// SPDX-License-Identifier: Apache-2.0
// k3s and RKE2 run the components in a process of their own and hand them arguments: `--kube-apiserver-arg=profiling=false`.
import { type Component, componentNames } from './component.ts';
import { type Flags, occurrences } from './flags.ts';

/**
 * The components that `k3s` or `rke2` may run, with the arguments that it was seen to hand them, if any. Everything else is the
 * distribution's choice.
 */
export function embeddedComponents(
  program: string,
  flags: Flags,
): Pick<Component, 'name' | 'flags' | 'incomplete' | 'dropIns' | 'embedded'>[] {
  if (program !== 'k3s' && program !== 'rke2') return [];
  return componentNames.map((name) => {
    const given = occurrences(flags, `${name}-arg`).map((outer) => {
      const equals = outer.value.indexOf('=');
      const inner = (equals < 0 ? outer.value : outer.value.slice(0, equals)).replace(/^-+/, '');
      return { ...outer, name: inner, value: equals < 0 ? 'true' : outer.value.slice(equals + 1), prefix: `--${outer.name}=` };
    });
    const dropIns = name === 'kubelet' ? { dropIns: `/var/lib/rancher/${program}/agent/etc/kubelet.conf.d` } : {};
    return { name, flags: given, incomplete: `${program} gives its components flags of its own`, embedded: true, ...dropIns };
  });
}
