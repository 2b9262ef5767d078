// SPDX-License-Identifier: Apache-2.0
// How the inside of a pod becomes its node.
import { field } from '../../model/json.ts';
import { type Pointer, valueAt } from '../../model/pointer.ts';
import { isControlPlanePod } from '../../posture/facts/control-plane.ts';
import type { Step } from './edge.ts';
import type { Removable } from './removable.ts';
import type { Foothold } from './foothold.ts';
import type { PodsOf, World } from './world.ts';

export interface Escape {
  readonly how: string;
  readonly pointer: Pointer;
  /** What to do, as an imperative without the workload: `take the volume "host" from`. */
  readonly action: string;
  readonly kind: Removable['kind'];
  readonly assumes?: readonly string[];
}

/** The steps of one kind of escape. Where it is not told on which nodes the pods run, it is a node that nobody chose. */
export function* escapeSteps(world: World, escapesOf: (pods: PodsOf) => readonly Escape[]): Generator<Step> {
  for (const pods of world.pods) {
    const { workload, foothold } = pods;
    // Programs of Windows and their nodes are another matter.
    if (workload.spec.os?.name === 'windows') continue;
    for (const { how, pointer, action, kind, assumes = [] } of escapesOf(pods)) {
      const { object } = workload;
      for (const to of nodesOf(pods, world)) {
        yield {
          from: foothold,
          to,
          how,
          assumes,
          // What the control plane itself has of its nodes it needs.
          removables: isControlPlanePod(object) ? [] : [{ kind, action: `${action} ${foothold.name}`, object, pointer }],
          object,
          pointer,
        };
      }
    }
  }
}

function nodesOf({ nodes, workload }: PodsOf, { footholds }: World): readonly Foothold[] {
  if (nodes.length > 0) return nodes.map(footholds.node);
  return [isControlPlanePod(workload.object) ? footholds.controlPlaneNode() : footholds.someNode()];
}

/** A DaemonSet that chooses no nodes. */
export function isOnEveryNode({ workload: { object, templatePath, spec } }: PodsOf): boolean {
  if (object.kind !== 'DaemonSet' || Object.keys(spec.nodeSelector ?? {}).length > 0) return false;
  return (field(valueAt(object.body, `${templatePath}/spec`), 'affinity') ?? null) === null;
}

/** In a user namespace of its own a process is root of nothing of its node. */
export function hasOwnUsers({ workload: { spec } }: PodsOf): boolean {
  return spec.hostUsers === false;
}
