// SPDX-License-Identifier: Apache-2.0
// Reads command and args of the containers that run Falco, and the version in their image's tag. Flags that Falco of that
// version (the newest where the tag does not say) does not know are told: it exits at once.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import type { ContainerPlace } from '../facts/container-faults.ts';
import { falcoContainers, falcoInvocations, falcoMinor } from '../facts/falco.ts';

/** Flags by the minor version of Falco 0.x that dropped them. */
const removed: Readonly<Record<string, number>> = {
  '-k': 37,
  '--k8s-api': 37,
  '-K': 37,
  '--k8s-api-cert': 37,
  '--k8s-node': 37,
  '-u': 37,
  '--userspace': 37,
  '-e': 38,
  '-g': 38,
  '--gvisor-config': 38,
  '--gvisor-root': 38,
  '--modern-bpf': 38,
  '--nodriver': 38,
  '-t': 39,
  '-T': 39,
  '-D': 39,
  '--cri': 40,
  '--disable-cri-async': 40,
  '-A': 41,
  '-b': 41,
  '--print-base64': 41,
  '-S': 41,
  '--snaplen': 41,
  '--gvisor-generate-config': 44,
};
const known: ReadonlySet<string> = new Set(
  [
    'help',
    'config-schema',
    'rule-schema',
    'daemon',
    'disable-source',
    'dry-run',
    'enable-source',
    'list',
    'list-events',
    'list-syscall-events',
    'list-plugins',
    'markdown',
    'option',
    'plugin-info',
    'print',
    'pidfile',
    'stats-interval',
    'support',
    'unbuffered',
    'validate',
    'verbose',
    'version',
    'page-size',
    'format',
  ].map((name) => `--${name}`),
);

/** The flags, without their values. */
function flagsOf(place: ContainerPlace): { readonly path: string; readonly flag: string }[] {
  return falcoInvocations(place).flatMap(({ words }) =>
    words.flatMap(({ text, path }) => (text.startsWith('-') ? [{ path, flag: text.replace(/=.*/s, '') }] : [])),
  );
}

export const falcoUnknownFlag = defineCheck({
  id: 'falco-unknown-flag',
  title: 'Falco is given a flag that it does not know',
  why: 'Falco exits with a usage error, the pod restarts for ever, and no node is watched.',
  remedy: 'Remove the flag; containers are told by the container plugin, pods by k8smeta.',
  severity: 'high',
  layer: 'application',
  threats: ['unauthorized-access', 'container-escape'],
  references: ['https://falco.org/docs/reference/daemon/cli-options/', 'https://github.com/falcosecurity/falco/blob/master/CHANGELOG.md'],
  aliases: [],
  appliesTo: 'workload',
  evaluate: (workload) =>
    falcoContainers(workload).flatMap((place) => {
      const newest = falcoMinor(place);
      return flagsOf(place).flatMap(({ path, flag }) => {
        const since = removed[flag];
        if (since === undefined ? !flag.startsWith('--') || known.has(flag) : newest < since) return [];
        const detail =
          since === undefined
            ? `${place.label} is given ${flag}, which Falco never had`
            : `${place.label} is given ${flag}, which Falco dropped in 0.${since}`;
        const advice =
          /k8s/.test(flag) || /^-k$/i.test(flag)
            ? 'Remove it; use the k8smeta plugin with the metadata collector.'
            : /cri/.test(flag)
              ? 'Remove it; name the socket in the container plugin (engines.cri.sockets).'
              : 'Remove it; see the configuration file for what took its place.';
        return [advised(path, 'unknown flag', detail, advice)];
      });
    }),
});
