// SPDX-License-Identifier: Apache-2.0
// Whether a namespace admits a pod that takes its node. Pod Security admission is asked; what else may refuse is named.
import { defaultConfiguration, evaluateAdmission, readConfiguration } from '../../engines/pod-security/index.ts';
import { type Inventory, objectsNamed, objectsOfKind } from '../../model/inventory.ts';
import { field } from '../../model/json.ts';
import { displayName, type KubernetesObject } from '../../model/object.ts';
import { compileSelector, type Labels, selects } from '../../model/selector.ts';
import { covers, judgesOf, validatingKinds } from '../../posture/facts/admission.ts';
import { perInventory } from '../../posture/facts/per-inventory.ts';
import type { Removable } from './removable.ts';
import type { World } from './world.ts';

export interface Gate {
  readonly admits: 'yes' | 'no' | 'unknown';
  /** Why: `enforces no level`, `enforces baseline`. */
  readonly how: string;
  readonly object?: KubernetesObject;
  /** What is taken for true where the pod is said to be admitted. */
  readonly assumes: readonly string[];
  /** The label that would refuse it. */
  readonly removable?: Removable;
}

/** A pod that takes its node in the plainest way. */
const takesItsNode = {
  metadata: { labels: {}, annotations: {} },
  spec: { hostPID: true, containers: [{ name: 'a', image: 'a', securityContext: { privileged: true } }] },
};

const settings = perInventory((inventory: Inventory) => {
  for (const object of inventory.configurations) {
    const found = readConfiguration(object.body, inventory.version);
    if (found !== undefined) return found;
  }
  return undefined;
});

const gates = new WeakMap<World, Map<string, Gate>>();

export function gateOf(world: World, namespace: string): Gate {
  const known = gates.get(world) ?? new Map<string, Gate>();
  gates.set(world, known);
  const gate = known.get(namespace) ?? openedGate(world, namespace);
  known.set(namespace, gate);
  return gate;
}

function openedGate({ inventory, pods }: World, namespace: string): Gate {
  const [object] = objectsNamed(inventory, 'Namespace', '', '', namespace);
  const configured = settings(inventory);
  const configuration = { ...(configured ?? defaultConfiguration), server: inventory.version };
  const isExempt = configuration.exemptions.namespaces.includes(namespace);
  const labels = object?.labels ?? {};
  const { allowed } = evaluateAdmission(
    { operation: 'CREATE', resource: 'pods', name: '', username: '', namespace: { name: namespace, labels }, pod: takesItsNode },
    configuration,
  );
  const level = labels['pod-security.kubernetes.io/enforce'];
  if (!allowed && object !== undefined)
    return { admits: 'no', how: `namespace ${namespace} enforces ${level ?? configuration.defaults.enforce.level}`, object, assumes: [] };
  if (!allowed)
    return { admits: 'unknown', how: '', assumes: [`namespace ${namespace}, whose labels are not in the input, enforces no level`] };
  const refusing = judges(inventory).filter(({ namespaces }) => namespaces(namespace, labels));
  const assumes = [
    ...(object === undefined && !isExempt
      ? [`namespace ${namespace}, whose labels are not in the input, enforces no pod security level`]
      : []),
    ...(refusing.length === 0 ? [] : [`${refusing.map(({ name }) => name).join(', ')} does not refuse it`]),
  ];
  return {
    admits: object === undefined && !isExempt ? 'unknown' : 'yes',
    how: isExempt
      ? `namespace ${namespace} is exempt from Pod Security`
      : `namespace ${namespace} enforces ${level ?? 'no pod security level'}`,
    ...(object === undefined ? {} : { object }),
    assumes,
    ...(object === undefined || isExempt
      ? {}
      : {
          removable: {
            kind: 'policy' as const,
            action: `label namespace ${namespace} pod-security.kubernetes.io/enforce=baseline`,
            object,
            pointer: '/metadata/labels',
            cost: refusedBy(pods, namespace),
          },
        }),
  };
}

/** How many workloads of a namespace the level baseline would refuse when they start anew. */
function refusedBy(pods: World['pods'], namespace: string): number {
  const labels = { 'pod-security.kubernetes.io/enforce': 'baseline' };
  return pods.filter(
    ({ namespace: own, workload }) =>
      own === namespace &&
      !evaluateAdmission({
        operation: 'CREATE',
        resource: 'pods',
        name: '',
        username: '',
        namespace: { name: namespace, labels },
        pod: workload,
      }).allowed,
  ).length;
}

interface Judge {
  readonly name: string;
  readonly namespaces: (name: string, labels: Labels) => boolean;
}

/** Webhooks and policies that see new Pods. Whether they refuse a privileged one only they know. */
const judges = perInventory((inventory: Inventory): readonly Judge[] =>
  validatingKinds.flatMap((kind) =>
    objectsOfKind(inventory, kind.split('.')[0] ?? '', 'admissionregistration.k8s.io').flatMap((object) =>
      judgesOf(object).flatMap(({ rules, match }): Judge[] => {
        if (!covers(rules, '', 'pods', 'CREATE')) return [];
        const selector = compileSelector(field(match, 'namespaceSelector') ?? {});
        return [
          {
            name: displayName(object),
            namespaces: (name, labels) => 'invalid' in selector || selects(selector, { 'kubernetes.io/metadata.name': name, ...labels }),
          },
        ];
      }),
    ),
  ),
);
