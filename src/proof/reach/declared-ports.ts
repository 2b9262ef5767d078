// SPDX-License-Identifier: Apache-2.0
import { type Connections, connectionsOf, isPortProtocol } from '../../engines/network/index.ts';
import { placedContainers } from '../../model/pod.ts';
import type { Workload } from '../../model/workload.ts';

/** The ports that containers say they listen on, named or not, each a set of its own. */
export function declaredPorts({ spec }: Workload): Connections[] {
  return placedContainers(spec).flatMap(({ container }) =>
    (container.ports ?? []).flatMap(({ containerPort, protocol = 'TCP' }): Connections[] =>
      containerPort === undefined || !isPortProtocol(protocol)
        ? []
        : [connectionsOf(protocol, Number(containerPort), Number(containerPort))],
    ),
  );
}
