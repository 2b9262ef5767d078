// SPDX-License-Identifier: Apache-2.0
// Reads command and args of the containers that run Falco, and the version in their image's tag. Flags that Falco of that
// version (the newest where the tag does not say) does not know are told: it exits at once.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import type { ContainerPlace } from '../facts/container-faults.ts';
import { parseImage } from '../../model/image.ts';
import { falcoContainers } from '../facts/falco.ts';

/** Flags by the minor version of Falco 0.x that dropped them. */
const removed: Readonly<Record<string, number>> = {
  '-k': 37,
  '--k8s-api': 37,
  '-K': 37,
  '--k8s-api-cert': 37,
  '--k8s-node': 37,
  '--cri': 40,
  '--disable-cri-async': 40,
};
const known: ReadonlySet<string> = new Set(
  [
    'help',
    'config-schema',
    'rule-schema',
    'daemon',
    'print-base64',
    'disable-source',
    'dry-run',
    'enable-source',
    'gvisor-config',
    'gvisor-generate-config',
    'gvisor-root',
    'modern-bpf',
    'list',
    'list-events',
    'list-syscall-events',
    'list-plugins',
    'markdown',
    'nodriver',
    'option',
    'plugin-info',
    'print',
    'pidfile',
    'stats-interval',
    'snaplen',
    'support',
    'unbuffered',
    'userspace',
    'validate',
    'verbose',
    'version',
    'page-size',
    'format',
  ].map((name) => `--${name}`),
);

function minorOf({ container }: ContainerPlace): number {
  const minor = /^v?0\.(\d+)(?:\.|$)/.exec(parseImage(container.image ?? '')?.tag ?? '')?.[1];
  return minor === undefined ? Number.POSITIVE_INFINITY : Number(minor);
}

/** The flags, without their values. A shell that starts Falco is not looked into. */
function flagsOf({ container, pointer }: ContainerPlace): { readonly path: string; readonly flag: string }[] {
  if (/(?:^|\/)(?:ba|da|a)?sh$/.test(container.command?.[0] ?? '')) return [];
  return (['command', 'args'] as const).flatMap((field) =>
    (container[field] ?? []).flatMap((word, index) =>
      word.startsWith('-') ? [{ path: `${pointer}/${field}/${index}`, flag: word.replace(/=.*/s, '') }] : [],
    ),
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
      const newest = minorOf(place);
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
