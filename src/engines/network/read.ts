// SPDX-License-Identifier: Apache-2.0
// The policies of a world, of all kinds, in the order of evaluation.
import type { KubernetesObject } from '../../model/object.ts';
import { readAdminNetworkPolicy, readBaselineAdminNetworkPolicy, readClusterNetworkPolicy } from './admin.ts';
import { calicoObjects, readCalico } from './calico.ts';
import { isCiliumPolicy, readCilium } from './cilium.ts';
import { isOfGroup } from './endpoints.ts';
import { type BlockMatching, readNetworkPolicy } from './kubernetes.ts';
import { ciliumTier, defaultTier, type Policy } from './policy.ts';
import type { Options, Plugin, Problem, World } from './world.ts';

export interface PolicySet {
  readonly policies: readonly Policy[];
  readonly problems: readonly Problem[];
}

const adminGroup = 'policy.networking.k8s.io';

export function readPolicies({ objects }: World, options: Options): PolicySet {
  const problems: Problem[] = [];
  const ofKind = (kind: string, group: string): readonly KubernetesObject[] =>
    objects.filter((object) => object.kind === kind && isOfGroup(object, group));
  const plugins = pluginsIn(objects, options);
  const tier = plugins.length === 1 && plugins[0] === 'cilium' ? ciliumTier : defaultTier;
  const blocks = blockMatching(plugins, options);
  const both = plugins.length > 1 ? ['there are policies of Calico and of Cilium, and it is not known which are enforced'] : [];
  const policies = [
    ...ofKind('NetworkPolicy', 'networking.k8s.io').map((object) => readNetworkPolicy(object, tier, blocks, problems)),
    ...ofKind('AdminNetworkPolicy', adminGroup).map((object) => readAdminNetworkPolicy(object, problems)),
    ...ofKind('BaselineAdminNetworkPolicy', adminGroup).map((object) => readBaselineAdminNetworkPolicy(object, problems)),
    ...ofKind('ClusterNetworkPolicy', adminGroup).map((object) => readClusterNetworkPolicy(object, problems)),
    ...(plugins.includes('calico') ? readCalico(objects, problems) : []).map((policy) => doubted(policy, both)),
    ...(plugins.includes('cilium') ? readCilium(objects, problems) : []).map((policy) => doubted(policy, both)),
  ];
  const fateOf = (object: KubernetesObject) =>
    options.refused?.[isOfGroup(object, 'networking.k8s.io', adminGroup) ? 'kubernetes' : 'plugin'];
  const refused = Map.groupBy(
    problems.filter(({ kind }) => kind === 'invalid'),
    ({ object }) => object,
  );
  return {
    policies: policies
      .filter(({ object }) => !refused.has(object) || fateOf(object) !== 'absent')
      // What Kubernetes would refuse is perhaps not in force at all.
      .map((policy) =>
        doubted(policy, fateOf(policy.object) === 'enforced' ? [] : (refused.get(policy.object) ?? []).map(({ reason }) => reason)),
      )
      .toSorted(byPrecedence),
    problems,
  };
}

function doubted(policy: Policy, doubts: readonly string[]): Policy {
  return doubts.length === 0 ? policy : { ...policy, doubts: [...policy.doubts, ...doubts] };
}

function pluginsIn(objects: readonly KubernetesObject[], { plugin }: Options): readonly Plugin[] {
  if (plugin !== undefined) return [plugin];
  const calico = ['NetworkPolicy', 'GlobalNetworkPolicy', 'HostEndpoint'].some((kind) => calicoObjects(objects, kind).length > 0);
  const cilium = objects.some(isCiliumPolicy);
  return [...(calico ? ['calico' as const] : []), ...(cilium ? ['cilium' as const] : [])];
}

/** Calico matches whoever has the address; Cilium's pods and nodes have identities instead. */
function blockMatching(plugins: readonly Plugin[], { blocksMatchPods }: Options): BlockMatching {
  const only = plugins.length === 1 ? plugins[0] : undefined;
  const byPlugin = only === 'calico' ? true : only === 'cilium' ? false : undefined;
  const pods = blocksMatchPods ?? byPlugin;
  // Nodes are outside of the pods' network, which all but Cilium take literally.
  return { pods, hosts: only === 'cilium' ? false : only !== undefined || pods === true ? true : undefined };
}

function byPrecedence(a: Policy, b: Policy): number {
  return (
    compare(a.tier.order, b.tier.order) ||
    compare(a.tier.name, b.tier.name) ||
    compare(a.order, b.order) ||
    compare(a.rank ?? '', b.rank ?? '')
  );
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
