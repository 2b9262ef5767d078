// SPDX-License-Identifier: Apache-2.0
// A cluster some time later: policies and pods came and went, labels are others.
import type { Random } from '../pss/random.ts';
import { generateCluster } from './generate.ts';
import { renamed } from './words.ts';
import type { Cluster } from './world.ts';

export function changedCluster(random: Random, cluster: Cluster, uniquePriorities: boolean): Cluster {
  const other = generateCluster(random, cluster.plugin, uniquePriorities);
  const mixed = <T extends { readonly metadata: { readonly name: string } }>(old: readonly T[], fresh: readonly T[]) => [
    ...old.filter(() => random.chance(0.7)),
    ...fresh.filter(() => random.chance(0.4)).map((policy) => renamed(policy, `new-${policy.metadata.name}`)),
  ];
  const either = <T>(old: T, fresh: T, chance = 0.3) => (random.chance(chance) ? fresh : old);
  // Tiers, sets and the policies that name them belong together.
  const { calico, tiers, sets } = either(cluster, other);
  return {
    ...cluster,
    namespaces: either(cluster.namespaces, other.namespaces, 0.2),
    pods: cluster.pods
      .filter(() => random.chance(0.9))
      .map((pod) => ({ ...pod, labels: either(pod.labels, random.pick(other.pods).labels, 0.15) })),
    kubernetes: mixed(cluster.kubernetes, other.kubernetes),
    admin: either(cluster.admin, other.admin),
    calico,
    tiers,
    sets,
    cilium: mixed(cluster.cilium, other.cilium),
  };
}
