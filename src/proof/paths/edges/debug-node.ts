// SPDX-License-Identifier: Apache-2.0
import { powers } from '../../../posture/facts/rbac-powers.ts';
import { gateOf } from '../namespace-gate.ts';
import { podsNamed } from '../pods-named.ts';
import { jointEdge } from '../right-edge.ts';
import type { World } from '../world.ts';

const permission = powers.ephemeralContainers.permissions[0];

export const debugNode = jointEdge({
  id: 'debug-node',
  title: 'Add a privileged container to a running Pod',
  reason:
    'An ephemeral container may be privileged where its namespace enforces no Pod Security level, and is then root on the node of its Pod.',
  condition: 'A Pod runs in the namespace. Whether webhooks and policies refuse such a container only they know.',
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/'],
  permissions: [],
  targetsOf: (rights, scope, world) => {
    const names = rights.names(permission, scope);
    if (names === undefined) return [];
    const isMeant = (namespace: string) =>
      names === 'every' ? hasPods(world, namespace) : [...names].some((name) => podsNamed(name, namespace, world).length > 0);
    const open = (scope === '' ? world.namespaces : [scope])
      .filter(isMeant)
      .map((namespace) => gateOf(world, namespace))
      .filter(({ admits }) => admits !== 'no')
      .toSorted((a, b) => a.assumes.length - b.assumes.length);
    const [gate] = open;
    if (gate === undefined) return [];
    const how = `may add a privileged container to running Pods${gate.how === '' ? '' : `: ${gate.how}`}`;
    // Of several open namespaces no single label closes all.
    const removables = open.length === 1 && gate.removable !== undefined ? [gate.removable] : [];
    return [{ to: world.footholds.someNode(), how, assumes: gate.assumes, removables, uses: [{ permission, scope }] }];
  },
});

const withPods = new WeakMap<World, ReadonlySet<string>>();

function hasPods(world: World, namespace: string): boolean {
  const known = withPods.get(world) ?? new Set(world.pods.map((pods) => pods.namespace));
  withPods.set(world, known);
  return known.has(namespace);
}
