// SPDX-License-Identifier: Apache-2.0
import { powers } from '../../../posture/facts/rbac-powers.ts';
import { gateOf } from '../namespace-gate.ts';
import { jointEdge } from '../right-edge.ts';
import { holdsName } from '../rights.ts';
import { runPods, waysToRun } from '../run-pods.ts';

const change = { ...powers.changeNamespaces.permissions[0], verbs: ['update', 'patch'] };

export const relabelNamespace = jointEdge({
  id: 'relabel-namespace',
  title: 'Take the Pod Security label from a namespace, and create a privileged Pod in it',
  reason:
    'The level that a namespace enforces is a label of it. Whoever changes the namespace, and creates Pods there, is held by no level.',
  condition: 'A rule in a Role counts: the API server asks for a change of a namespace in that namespace.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/'],
  permissions: [change, ...runPods],
  targetsOf: (rights, scope, world) => {
    const labelled = rights.names(change, scope);
    const run = waysToRun(rights, scope, world);
    if (labelled === undefined || run.length === 0) return [];
    // Where a namespace refuses nothing yet, the edge says that a label would not help.
    const namespaces = (scope === '' ? world.namespaces : [scope]).filter((namespace) => holdsName(labelled, namespace));
    const closed = namespaces.filter((namespace) => gateOf(world, namespace).admits === 'no');
    // Of all namespaces one is enough to tell; names may come from several bindings.
    const told = labelled === 'every' ? [...closed, ...namespaces].slice(0, 1) : namespaces;
    return told.flatMap((namespace) =>
      run.map(({ use, assumes }) => ({
        to: world.footholds.anyNode(),
        how: `may take the Pod Security label from namespace ${namespace} and create Pods there`,
        assumes,
        uses: [{ permission: change, scope, name: namespace }, use],
      })),
    );
  },
});
