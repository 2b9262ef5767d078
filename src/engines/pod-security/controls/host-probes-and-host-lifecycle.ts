// SPDX-License-Identifier: Apache-2.0
// Reads the host of httpGet and tcpSocket in the probes and lifecycle handlers of every container; it must be empty, so
// that the kubelet cannot be made to call other hosts. Exists since 1.34.
// Follows policy/check_hostProbesAndhostLifecycle.go.
import type { Container, Handler } from '../../../model/pod.ts';
import type { Pointer } from '../../../model/pointer.ts';
import { nameOf, type Offender, offenders } from '../containers.ts';
import type { Control, Pod } from '../control.ts';
import { plural, quoted, sortedSet } from '../text.ts';

export const hostProbesAndHostLifecycle: Control = {
  id: 'hostProbesAndHostLifecycle',
  level: 'baseline',
  versions: [{ since: '1.34', evaluate }],
};

const namesHost = (handler: Handler | undefined) =>
  handler !== undefined && ((handler.httpGet?.host ?? '') !== '' || (handler.tcpSocket?.host ?? '') !== '');

const callsHost = ({ livenessProbe, readinessProbe, startupProbe, lifecycle }: Container) =>
  namesHost(livenessProbe) ||
  namesHost(readinessProbe) ||
  namesHost(startupProbe) ||
  (lifecycle !== undefined && (namesHost(lifecycle.postStart) || namesHost(lifecycle.preStop)));

function evaluate({ spec }: Pod) {
  const bad = offenders(spec, callsHost);
  if (bad.length === 0) return undefined;
  const hosts = bad.flatMap(hostsOf);
  // Here alone the API server sorts the containers and names each once.
  const containers = sortedSet(bad.map(nameOf));
  const named = sortedSet(hosts.map(({ host }) => host));
  return {
    reason: 'probe or lifecycle host',
    detail: [
      `${plural(containers.length, 'container', 'containers')} ${quoted(containers)}`,
      plural(containers.length, 'uses', 'use'),
      `${plural(named.length, 'probe or lifecycle host', 'probe or lifecycle hosts')} ${quoted(named)}`,
    ].join(' '),
    paths: hosts.map(({ path }) => path),
  };
}

/** The hosts that a container's handlers name, with their pointers from the pod. */
function hostsOf({ container, path }: Offender): readonly { readonly host: string; readonly path: Pointer }[] {
  const { livenessProbe, readinessProbe, startupProbe, lifecycle } = container;
  const handlers = {
    livenessProbe,
    readinessProbe,
    startupProbe,
    'lifecycle/postStart': lifecycle?.postStart,
    'lifecycle/preStop': lifecycle?.preStop,
  };
  return Object.entries(handlers).flatMap(([name, handler]) =>
    (['httpGet', 'tcpSocket'] as const).flatMap((action) => {
      const host = handler?.[action]?.host ?? '';
      return host === '' ? [] : [{ host, path: `${path}/${name}/${action}/host` }];
    }),
  );
}
