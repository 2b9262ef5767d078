// SPDX-License-Identifier: Apache-2.0
// Reads the images of workloads and the files in /etc/cni/net.d: which network plugin runs, and whether it enforces NetworkPolicies.
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field, isArray, stringField } from '../../model/json.ts';
import { pointer } from '../../model/pointer.ts';
import { containerPlaces } from '../facts/container-faults.ts';
import { networkPluginOf, networkPluginOfFile } from '../facts/network-plugins.ts';
import { fact, factAt, type FactPlace, type Question } from '../question.ts';

export const networkPlugin: Question = {
  id: 'CIS-5.3.1',
  question: 'Does the network plugin enforce NetworkPolicies?',
  good: 'One that does runs on every node, and a connection that a policy denies was tried and failed.',
  layer: 'network',
  references: ['https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/'],
  kinds: ['DaemonSet.apps', 'Pod', 'NetworkPolicy.networking.k8s.io'],
  gather: (inventory) => {
    const plugins = [...workloadsOfPlugins(inventory), ...filesOfPlugins(inventory)];
    const policies = objectsOfKind(inventory, 'NetworkPolicy', 'networking.k8s.io');
    const namespaces = new Set(policies.map(({ namespace }) => namespace));
    return {
      facts: [
        ...factAt('network plugins that are seen', plugins),
        ...(policies.length === 0
          ? []
          : [
              fact(
                `${policies.length} NetworkPolic${policies.length === 1 ? 'y' : 'ies'} in ${namespaces.size} namespace${namespaces.size === 1 ? '' : 's'} rely on it`,
              ),
            ]),
      ],
      missing: plugins.length === 0 ? ['the DaemonSet of the network plugin, or the files of /etc/cni/net.d'] : [],
    };
  },
};

function workloadsOfPlugins({ workloads }: Inventory): FactPlace[] {
  return workloads.flatMap((workload) => {
    const found = containerPlaces(workload).flatMap(({ container, pointer: path }) => {
      const told = container.image === undefined ? undefined : networkPluginOf(container.image);
      return told === undefined ? [] : [[told, { object: workload.object, path: `${path}/image`, detail: told }] as const];
    });
    return [...new Map(found).values()];
  });
}

function filesOfPlugins(inventory: Inventory): FactPlace[] {
  return objectsOfKind(inventory, 'NodeEvidence', 'rampart.dev').flatMap((object) => {
    const files = field(object.body, 'files');
    return (isArray(files) ? files : []).flatMap((file, index) => {
      const path = stringField(file, 'path') ?? '';
      const told = networkPluginOfFile(path);
      return told === undefined ? [] : { object, path: pointer('files', index, 'path'), detail: `${path}: ${told}` };
    });
  });
}
