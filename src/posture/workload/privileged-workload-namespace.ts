// SPDX-License-Identifier: Apache-2.0
// Reads which workloads of a namespace break the baseline of the Pod Security Standards, and the namespace's label: those that
// do belong apart from those that do not. kube-system is left out.
import { evaluatePod } from '../../engines/pod-security/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { perInventory } from '../facts/per-inventory.ts';
import type { Workload } from '../../model/workload.ts';

const breakingWorkloads = perInventory(
  ({ workloads, version }: Inventory): ReadonlySet<Workload> =>
    new Set(workloads.filter(({ metadata, spec }) => !evaluatePod({ level: 'baseline', version }, { metadata, spec }).allowed)),
);

const othersByNamespace = perInventory((inventory) => {
  const breaking = breakingWorkloads(inventory);
  return Map.groupBy(
    inventory.workloads.filter((workload) => !breaking.has(workload)),
    ({ object }) => object.namespace,
  );
});

export const privilegedWorkloadNamespace = defineCheck({
  id: 'privileged-workload-namespace',
  title: 'Privileged workload shares its namespace',
  why: 'The namespace must allow privileged pods for one workload, and so allows them to everybody who may create pods there: whoever takes over another workload or its deployer takes the nodes.',
  remedy: 'Give privileged workloads a namespace of their own, labelled privileged, and restrict the others.',
  severity: 'medium',
  layer: 'workload',
  threats: ['privilege-escalation', 'container-escape'],
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/'],
  aliases: [],
  appliesTo: 'workload',
  applicable: ({ object }) => !['kube-system', ''].includes(object.namespace),
  evaluate: (workload, { inventory }) => {
    const { namespace } = workload.object;
    if (!breakingWorkloads(inventory).has(workload)) return [];
    const others = othersByNamespace(inventory).get(namespace) ?? [];
    const [first] = others;
    if (first === undefined) return [];
    const detail = `namespace "${namespace}" also has ${others.length === 1 ? `${first.object.kind} "${first.object.name}", which needs` : `${others.length} workloads that need`} no privilege`;
    const advice = 'Move it to a namespace with pod-security.kubernetes.io/enforce: privileged that only its operators may write to.';
    return [advised('/metadata/namespace', 'privileged beside unprivileged', detail, advice)];
  },
});
