// SPDX-License-Identifier: Apache-2.0
// Reads spec.scaleTargetRef of HorizontalPodAutoscalers: the workload exists. Files may hold a part of the workloads only: there it is
// a fault where one of the kind has nearly the name, or the name in another group.
import { objectsNamed, objectsOfKind } from '../../model/inventory.ts';
import { field, stringField } from '../../model/json.ts';
import { groupOf } from '../../model/object.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { isMisspeltName } from '../facts/misspelt.ts';

const kinds: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController']);

export const autoscalerWithoutTarget = defineCheck({
  id: 'autoscaler-without-target',
  title: 'Autoscaler scales nothing',
  why: 'Under a flood of requests no pods are added, while everybody counts on it.',
  remedy: 'Correct scaleTargetRef to the kind, version and name of the workload.',
  severity: 'low',
  layer: 'workload',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
  aliases: ['kube-linter:dangling-horizontalpodautoscaler', 'kube-score:horizontalpodautoscaler-has-target'],
  appliesTo: { kinds: ['HorizontalPodAutoscaler.autoscaling'] },
  evaluate: ({ origin, namespace, body }, { inventory }) => {
    const target = field(field(body, 'spec'), 'scaleTargetRef');
    const [kind = '', name = ''] = [stringField(target, 'kind'), stringField(target, 'name')];
    const group = groupOf(stringField(target, 'apiVersion') ?? '');
    if (!kinds.has(kind)) return [];
    if (objectsNamed(inventory, kind, group, namespace, name).length > 0) return [];
    const own = objectsOfKind(inventory, kind).filter((object) => object.namespace === namespace);
    const named = own.find((object) => object.name === name);
    if (origin.kind === 'file' && named === undefined && !own.some((object) => isMisspeltName(name, object.name))) return [];
    const detail = `there is no ${kind} ${name}${named === undefined ? '' : ` of group "${group}": it is of ${named.apiVersion}`}`;
    const path = `/spec/scaleTargetRef/${named === undefined ? 'name' : 'apiVersion'}`;
    return [advised(path, 'the target does not exist', detail, 'Name the workload that is to be scaled, with its apiVersion and kind.')];
  },
});
