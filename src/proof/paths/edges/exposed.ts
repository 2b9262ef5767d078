// SPDX-License-Identifier: Apache-2.0
import { connectionsText, exposureOf, type Exposure } from '../../../engines/network/index.ts';
import { defineEdge, type Step } from '../edge.ts';
import { namespaceOf } from '../world.ts';

export const exposed = defineEdge({
  id: 'exposed',
  title: 'Break into a program that is open to the internet',
  reason:
    'What a published Service, an Ingress, a Route, a Gateway or a port of a node leads to is a flaw in one program away from the internet.',
  condition: 'The program has a flaw that lets code run. Firewalls before the cluster are not seen.',
  references: ['https://kubernetes.io/docs/concepts/services-networking/'],
  length: 1,
  *stepsOf({ footholds, network }): Generator<Step> {
    if (network === undefined) return;
    const told = new Set<string>();
    for (const { way, receiver, verdict } of exposureOf(network)) {
      if (receiver.workload === undefined) continue;
      const isSure = verdict.allowed.length > 0;
      if (!isSure && verdict.unknown.length === 0) continue;
      const { object } = receiver.workload;
      const to = footholds.workload(object.kind, namespaceOf(object), object.name);
      const by = wayName(way);
      // Of a workload with many pods each is led to.
      const key = `${to.id} ${by} ${isSure}`;
      if (told.has(key)) continue;
      told.add(key);
      yield {
        from: footholds.internet(),
        to,
        how: `connects by ${by}, ${connectionsText(isSure ? verdict.allowed : verdict.unknown)}`,
        assumes: isSure ? [] : ['policies allow it, which the input does not tell'],
        object: way.object,
        pointer: way.pointer,
      };
    }
  },
});

function wayName({ kind, object }: Exposure['way']): string {
  const name = `${object.kind} ${namespaceOf(object)}/${object.name}`;
  return kind === object.kind ? name : `${name} (${kind})`;
}
