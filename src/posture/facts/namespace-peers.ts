// SPDX-License-Identifier: Apache-2.0
// By which labels the peers of NetworkPolicies tell namespaces.
import { field, isObject, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { type Direction, flowRules, listField, strings } from './flow-rules.ts';

interface NamespaceRequirement {
  readonly direction: Direction;
  readonly key: string;
  /** Empty for a requirement that asks for no value. */
  readonly values: readonly string[];
  /** Pointer to the namespaceSelector. */
  readonly pointer: Pointer;
  readonly field: 'matchLabels' | 'matchExpressions';
  /** In the list of matchExpressions. */
  readonly index: number;
}

/** Set by Kubernetes on every namespace, and kept by it. */
const guarded: ReadonlySet<string> = new Set(['kubernetes.io/metadata.name']);
const nameLike: ReadonlySet<string> = new Set(['name', 'namespace', 'ns', 'namespace-name', 'namespaceName']);

/** Whether a label seems meant as the namespace's name. */
export function isNameLabel(key: string): boolean {
  return nameLike.has(key);
}

/** The requirements on labels that anybody who may edit a namespace can set; none of a selector that asks for the name as well. */
export function namespaceRequirements(object: KubernetesObject): NamespaceRequirement[] {
  return flowRules(object).flatMap(({ direction, peers }) =>
    peers.flatMap(({ peer, pointer }) => {
      const all = requirementsOf(field(peer, 'namespaceSelector')).map((requirement) => ({
        ...requirement,
        direction,
        pointer: `${pointer}/namespaceSelector`,
      }));
      return all.some(({ key }) => guarded.has(key)) ? [] : all;
    }),
  );
}

function requirementsOf(selector: Json | undefined): Omit<NamespaceRequirement, 'direction' | 'pointer'>[] {
  const labels = field(selector, 'matchLabels');
  const given = Object.entries(isObject(labels) ? labels : {}).map(([key, value]) => ({
    key,
    values: typeof value === 'string' ? [value] : [],
    field: 'matchLabels' as const,
    index: 0,
  }));
  const expressions = listField(selector, 'matchExpressions').flatMap((expression, index) => {
    const key = stringField(expression, 'key');
    const isPositive = ['In', 'Exists'].includes(stringField(expression, 'operator') ?? '');
    return key === undefined || !isPositive
      ? []
      : { key, values: strings(field(expression, 'values')), field: 'matchExpressions' as const, index };
  });
  return [...given, ...expressions];
}
