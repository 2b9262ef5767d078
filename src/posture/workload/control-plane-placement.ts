// SPDX-License-Identifier: Apache-2.0
// Reads spec.nodeSelector, spec.nodeName (against the Nodes of the inventory; by name alone it says nothing) and the
// required node affinity: none may ask for a control-plane node. Silent for kube-system and the control plane's own pods.
import { objectsOfKind } from '../../model/inventory.ts';
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import { escapeToken, valueAt } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';
import { type CheckContext, defineCheck, type Fault } from '../check.ts';
import { removeRemedy, specPath } from '../facts/container-faults.ts';
import { controlPlaneRoles } from '../facts/control-plane.ts';

const note = 'A workload that must run there, such as a backup of etcd, needs an exception.';

export const controlPlanePlacement = defineCheck({
  id: 'control-plane-placement',
  title: 'Workload asks to run on control-plane nodes',
  why: 'Beside it run the API server and etcd, and their keys lie on the disk. An escape from the container is the end of the whole cluster, and a program that takes all memory takes the API server with it.',
  remedy: 'Run the workload on worker nodes; give nodes that must be set apart a label and a taint of their own.',
  severity: 'medium',
  layer: 'workload',
  threats: ['privilege-escalation', 'container-escape'],
  references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/'],
  aliases: [],
  appliesTo: 'workload',
  applicable: ({ object }) => object.namespace !== 'kube-system',
  evaluate: (workload, context) => [...bySelector(workload), ...byName(workload, context), ...byAffinity(workload)],
});

function bySelector(workload: Workload): Fault[] {
  return Object.keys(workload.spec.nodeSelector ?? {})
    .filter((key) => controlPlaneRoles.has(key))
    .map((key) => {
      const path = `${specPath(workload)}/nodeSelector/${escapeToken(key)}`;
      return placed(path, `nodeSelector asks for ${key}`, path);
    });
}

function byName(workload: Workload, { inventory }: CheckContext): Fault[] {
  const { nodeName } = workload.spec;
  if (nodeName === undefined) return [];
  const node = objectsOfKind(inventory, 'Node', '').find(({ name }) => name === nodeName);
  if (node === undefined || !Object.keys(node.labels).some((label) => controlPlaneRoles.has(label))) return [];
  const path = `${specPath(workload)}/nodeName`;
  return [placed(path, `nodeName is the control-plane node "${nodeName}"`, path)];
}

/** Terms are alternatives, and the last of them cannot be removed alone: no term at all matches no node. */
function byAffinity(workload: Workload): Fault[] {
  const required = `${specPath(workload)}/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution`;
  const terms = valueAt(workload.object.body, `${required}/nodeSelectorTerms`);
  if (!isArray(terms)) return [];
  return terms.flatMap((term, index) => {
    const expressions = field(term, 'matchExpressions');
    const place = isArray(expressions) ? expressions.findIndex(wantsControlPlane) : -1;
    if (!isArray(expressions) || place < 0) return [];
    const path = `${required}/nodeSelectorTerms/${index}`;
    const detail = `node affinity asks for ${stringField(expressions[place], 'key') ?? 'it'}`;
    return placed(`${path}/matchExpressions/${place}`, detail, terms.length > 1 ? path : required);
  });
}

function wantsControlPlane(expression: Json): boolean {
  return (
    controlPlaneRoles.has(stringField(expression, 'key') ?? '') && ['Exists', 'In'].includes(stringField(expression, 'operator') ?? '')
  );
}

function placed(path: string, detail: string, removed: string): Fault {
  return { kind: 'fault', path, reason: 'the workload asks for control-plane nodes', detail, remedy: removeRemedy(removed, note) };
}
