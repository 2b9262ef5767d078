// SPDX-License-Identifier: Apache-2.0
// Which components a node runs, and with which arguments: what its /proc shows, else what systemd would start.
import { isComponentName } from '../../model/components/component.ts';
import { withoutCredentials } from './arguments.ts';
import type { NodeDisk } from './disk.ts';
import { distributions, type Distribution, withConfigurationFiles } from './distributions.ts';
import { type SeenProcess, startedBy } from './units.ts';

/** Names of units that are not those of the program they start. */
const services: Readonly<Record<string, readonly string[]>> = {
  k3s: ['k3s', 'k3s-server', 'k3s-agent'],
  rke2: ['rke2-server', 'rke2-agent'],
};
const programs = ['kubelet', 'kube-proxy', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd', ...distributions];

/** A process of a pod: what a static Pod's manifest says and what it runs may differ. */
export interface RunningProcess extends SeenProcess {
  readonly inPod?: true;
}

/** The components of a node, their credentials taken out. */
export function processesOf(disk: NodeDisk): RunningProcess[] {
  const running = runningOn(disk);
  const found = programs.flatMap((program): RunningProcess[] => {
    const seen = running.filter(({ command }) => programOf(command) === program);
    const distribution = distributions.find((name) => name === program);
    if (distribution !== undefined) return distributed(disk, distribution, seen);
    const own = seen.some(({ inPod }) => inPod !== true) ? undefined : startedBy(disk, program);
    return own === undefined ? seen : [...seen, named(program, own)];
  });
  return found.map((process) => ({ ...process, command: withoutCredentials(process.command) }));
}

/** k3s and RKE2 hide their arguments from the list of processes: the unit that starts them has them. */
function distributed(disk: NodeDisk, name: Distribution, seen: readonly RunningProcess[]): RunningProcess[] {
  const started = (services[name] ?? []).flatMap((service) => startedBy(disk, service) ?? []).map((process) => named(name, process));
  const shown = seen.filter(({ inPod, command }) => inPod !== true && /^(?:server|agent)$/.test(command[1] ?? ''));
  return (started.length > 0 ? started : shown).map((process) => withConfigurationFiles(disk, name, process));
}

/** A unit may start a script, which starts the program with arguments that we do not see. */
function named(program: string, process: SeenProcess): SeenProcess {
  if (programOf(process.command) === program) return process;
  const { command, from } = process;
  return { command: [program], from, incomplete: `${command[0] ?? 'something else'} starts it, and its arguments are not known` };
}

function runningOn(disk: NodeDisk): RunningProcess[] {
  const names = disk.names('/proc');
  if (!Array.isArray(names)) return [];
  return names.flatMap((pid): RunningProcess[] => {
    if (!/^\d+$/.test(pid)) return [];
    const text = disk.text(`/proc/${pid}/cmdline`);
    if (typeof text !== 'string' || text === '') return [];
    const command = text.replace(/\0+$/, '').split('\0');
    if (programOf(command) === undefined) return [];
    return [{ command: command.length === 1 ? (command[0] ?? '').trim().split(' ') : command, from: [], ...placeOf(disk, pid) }];
  });
}

/** The component or distribution that a command starts. */
function programOf([first = '', second = '']: readonly string[]): string | undefined {
  // Programs that set their own title have it in one word: `k3s server`.
  const base = (first.split(' ')[0] ?? '').split('/').at(-1) ?? '';
  if (base === 'hyperkube')
    return programOf([/^(?:apiserver|controller-manager|scheduler|proxy)$/.test(second) ? `kube-${second}` : second]);
  return isComponentName(base) || distributions.some((name) => name === base) ? base : undefined;
}

/** The control group tells a process of a pod from one of the node. */
function placeOf(disk: NodeDisk, pid: string): { readonly inPod?: true } {
  const text = disk.text(`/proc/${pid}/cgroup`);
  return typeof text === 'string' && /kubepods|\/pod[0-9a-f][0-9a-f-]{30,40}/.test(text) ? { inPod: true } : {};
}
