// SPDX-License-Identifier: Apache-2.0
// Rules for the flows that a change cuts: added to what isolates their ends, and isolating nothing more.
import { namespaceOf } from '../../engines/network/index.ts';
import { buildInventory, type Inventory } from '../../model/inventory.ts';
import type { JsonObject } from '../../model/json.ts';
import { makeObject } from '../../model/objects-in.ts';
import type { Workload } from '../../model/workload.ts';
import type { Break } from '../../proof/breaks.ts';
import { identityOf } from '../../proof/change/identity.ts';
import type { Edge } from '../../proof/flows/edges.ts';
import { isWithoutDns } from '../../proof/flows/declared.ts';
import { answerFor, type ObservedNetwork, observedNetwork } from '../../proof/flows/observed-network.ts';
import { kubernetesPolicy } from '../network-policies/kubernetes-policy.ts';
import { podSelectors } from '../network-policies/pod-selectors.ts';
import { dnsPeer, dnsPorts, type PolicyProposal, proposePolicies } from '../network-policies/proposal.ts';
import { existingPolicies } from '../network-policies/proven.ts';
import type { Amendment } from './amendment.ts';

/** Policies of Kubernetes, one for each set of labels; a break that they do not mend is not named in `mends`. */
export function allowFlows(breaks: readonly Break[], after: Inventory, network: ObservedNetwork): Amendment[] {
  const flows = breaks.flatMap((one) => ('after' in one.of && one.of.by.length > 0 ? [{ key: one.key, edge: one.of.after }] : []));
  const nameless = breaks.flatMap((one) => {
    const workload = 'withoutDns' in one.of ? workloadOf(one.of.withoutDns, after) : undefined;
    return workload === undefined ? [] : [{ key: one.key, workload }];
  });
  if (flows.length + nameless.length === 0) return [];
  const existing = existingPolicies(network);
  const proposal = proposePolicies(
    { edges: flows.map(({ edge }) => edge), denied: [], unknown: new Map(), undecidedByPolicy: 0, strayPorts: new Map() },
    after,
    { existing, addOnly: true, prefix: 'allow' },
  );
  const withoutDns = nameless.map(({ workload }) => workload);
  const policies = [...proposal.policies, ...dnsPolicies(withoutDns, after, (workload) => existing.isIsolated(workload, 'egress'))];
  if (policies.length === 0) return [];
  const manifests = policies.map(kubernetesPolicy);
  const mendedInventory = withManifests(after, manifests);
  const mended = observedNetwork(mendedInventory);
  const mends = [
    ...flows.filter(({ edge }) => answerFor(mended, edge) === 'allowed').map(({ key }) => key),
    ...nameless.filter(({ workload }) => !isWithoutDns(mendedInventory, workload)).map(({ key }) => key),
  ];
  return [
    {
      title: titleOf(flows, nameless.length),
      mends,
      manifests,
      patches: [],
      notes: proposal.uncertain,
      proven: mends.length === flows.length + nameless.length,
    },
  ];
}

function titleOf(flows: readonly { readonly edge: Edge }[], nameless: number): string {
  const parts = [
    ...(flows.length === 0 ? [] : [`allow ${flows.length === 1 ? 'the flow that is cut' : `the ${flows.length} flows that are cut`}`]),
    ...(nameless === 0 ? [] : [`allow DNS to ${nameless === 1 ? '1 workload' : `${nameless} workloads`}`]),
  ];
  return parts.join(', ');
}

function workloadOf(object: Workload['object'], { workloads }: Inventory): Workload | undefined {
  return workloads.find((workload) => identityOf(workload.object) === identityOf(object));
}

function withManifests(inventory: Inventory, manifests: readonly JsonObject[]): Inventory {
  const origin = { kind: 'file', source: 'proposed policies', start: 0, end: 0, pointer: '' } as const;
  const added = manifests.map((body) => makeObject(body, origin, []));
  return buildInventory({ ...inventory, objects: [...inventory.objects, ...added] }, inventory.version);
}

/** One policy for a namespace where nothing may send what no rule allows; else one for each workload, so that nothing else is isolated. */
function dnsPolicies(workloads: readonly Workload[], after: Inventory, isIsolated: (workload: Workload) => boolean): PolicyProposal[] {
  const select = podSelectors(after.workloads);
  const egress = [{ peers: [dnsPeer(after)], ports: dnsPorts }];
  return [...Map.groupBy(workloads, ({ object }) => namespaceOf(object))].flatMap(([namespace, own]): PolicyProposal[] => {
    const all = after.workloads.filter(({ object, spec }) => namespaceOf(object) === namespace && spec.hostNetwork !== true);
    if (own.length > 1 && all.every(isIsolated)) return [{ name: 'allow-dns', namespace, labels: {}, workloads: all, egress }];
    return own.flatMap((workload) => {
      const selector = select(workload);
      const name = `allow-dns-${workload.object.name}`.slice(0, 253);
      return selector === undefined ? [] : [{ name, namespace, labels: selector.labels, workloads: [workload], egress }];
    });
  });
}
