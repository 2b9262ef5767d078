// SPDX-License-Identifier: Apache-2.0
// Reads ports[*].hostPort of every container; allows 0 and absent.
// Follows policy/check_hostPorts.go.
import type { Container, ContainerPort } from '../../../model/pod.ts';
import { containersNamed, offenders } from '../containers.ts';
import type { Control, Pod } from '../control.ts';
import { plural, sortedSet } from '../text.ts';

export const hostPorts: Control = {
  id: 'hostPorts',
  level: 'baseline',
  versions: [{ since: '1.0', evaluate }],
};

const isHostPort = ({ hostPort }: ContainerPort) => hostPort !== undefined && Number(hostPort) !== 0;
const hasHostPort = ({ ports }: Container) => ports?.some(isHostPort) === true;

function evaluate({ spec }: Pod) {
  const bad = offenders(spec, hasHostPort);
  if (bad.length === 0) return undefined;
  const used = bad.flatMap(({ container: { ports = [] }, path }) =>
    ports.flatMap((port, index) => (isHostPort(port) ? [{ port: String(port.hostPort), path: `${path}/ports/${index}/hostPort` }] : [])),
  );
  const ports = sortedSet(used.map(({ port }) => port));
  const verb = plural(bad.length, 'uses', 'use');
  return {
    reason: 'hostPort',
    detail: `${containersNamed(bad)} ${verb} ${plural(ports.length, 'hostPort', 'hostPorts')} ${ports.join(', ')}`,
    paths: used.map(({ path }) => path),
  };
}
