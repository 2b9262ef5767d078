// SPDX-License-Identifier: Apache-2.0
import { powers } from '../../../posture/facts/rbac-powers.ts';
import { gateOf } from '../namespace-gate.ts';
import { jointEdge } from '../right-edge.ts';
import type { Permission } from '../rights.ts';
import { runPods, waysToRun } from '../run-pods.ts';

const volumes = powers.createVolumes.permissions[0];
const claims: Permission = { groups: [''], resources: ['persistentvolumeclaims'], verbs: ['create'] };

export const hostPathVolume = jointEdge({
  id: 'host-path-volume',
  title: 'Make a PersistentVolume of a path of the node, claim it and mount it',
  reason:
    'A PersistentVolume may be a path of the node. Pod Security looks at the claim in the Pod and not at the volume behind it, so that no level refuses it.',
  condition:
    'At the level restricted the Pod is not root: the socket of the container runtime then opens by the group of its file, which a Pod may choose.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#persistent-volume-creation'],
  permissions: [volumes, claims, ...runPods],
  targetsOf: (rights, scope, world) => {
    if (rights.names(volumes, '') === undefined || rights.names(claims, scope) === undefined) return [];
    const level = scope === '' ? undefined : gateOf(world, scope).object?.labels['pod-security.kubernetes.io/enforce'];
    return waysToRun(rights, scope, world).map(({ use, assumes }) => ({
      to: world.footholds.anyNode(),
      how: `may make volumes of paths of nodes, and claim and mount them${scope === '' ? '' : ` in ${scope}`}`,
      assumes: [...assumes, ...(level === 'restricted' ? ['the socket of the container runtime opens to the group of its file'] : [])],
      uses: [{ permission: volumes, scope: '' }, { permission: claims, scope }, use],
    }));
  },
});
