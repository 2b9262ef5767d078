// SPDX-License-Identifier: Apache-2.0
// By which labels the peers of NetworkPolicies tell namespaces.
import { field, isObject, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { type CalicoSelector, compileCalicoSelector } from '../../model/calico-selector.ts';
import { type Direction, flowRules, listField, strings } from './flow-rules.ts';

interface NamespaceRequirement {
  readonly direction: Direction;
  readonly key: string;
  /** Empty for a requirement that asks for no value. */
  readonly values: readonly string[];
  /** Pointer to the namespaceSelector. */
  readonly pointer: Pointer;
  /** Of matchLabels `In`. */
  readonly operator: string;
  readonly field: 'matchLabels' | 'matchExpressions';
  /** In the list of matchExpressions. */
  readonly index: number;
}

/** Set by Kubernetes on every namespace, and kept by it. */
const guarded: ReadonlySet<string> = new Set(['kubernetes.io/metadata.name']);
/** Labels that seem meant as the namespace's name. */
export const nameLabels: readonly string[] = ['name', 'namespace', 'ns', 'namespace-name', 'namespaceName'];

/** Whether a label seems meant as the namespace's name. */
export function isNameLabel(key: string): boolean {
  return nameLabels.includes(key);
}

/** The requirements on labels that anybody who may edit a namespace can set; none of a selector that asks for a name as well. */
export function namespaceRequirements(object: KubernetesObject): NamespaceRequirement[] {
  return flowRules(object).flatMap(({ direction, peers }) =>
    peers.flatMap(({ peer, pointer }) => {
      const all = requirementsOf(field(peer, 'namespaceSelector')).map((requirement) => ({
        ...requirement,
        direction,
        pointer: `${pointer}/namespaceSelector`,
      }));
      return all.some(({ key, operator }) => guarded.has(key) && operator === 'In') ? [] : all.filter(({ key }) => !guarded.has(key));
    }),
  );
}

function requirementsOf(selector: Json | undefined): Omit<NamespaceRequirement, 'direction' | 'pointer'>[] {
  const labels = field(selector, 'matchLabels');
  const given = Object.entries(isObject(labels) ? labels : {}).map(([key, value]) => ({
    key,
    values: typeof value === 'string' ? [value] : [],
    operator: 'In',
    field: 'matchLabels' as const,
    index: 0,
  }));
  const expressions = listField(selector, 'matchExpressions').flatMap((expression, index) => {
    const key = stringField(expression, 'key');
    const operator = stringField(expression, 'operator') ?? '';
    return key === undefined
      ? []
      : { key, operator, values: strings(field(expression, 'values')), field: 'matchExpressions' as const, index };
  });
  return [...given, ...expressions];
}

/** Calico's own label of a namespace is as good as that of Kubernetes. */
const guardedByCalico: ReadonlySet<string> = new Set([...guarded, 'projectcalico.org/name']);

/** The ingress rules of a policy of Calico's that let namespaces in by labels alone that anybody may set, with these labels. */
export function calicoNamespaceLabels(object: KubernetesObject): { readonly pointer: Pointer; readonly keys: readonly string[] }[] {
  return flowRules(object).flatMap(({ rule, direction, allows, peerPath }) => {
    const peer = field(rule, 'source');
    const selector = compileCalicoSelector(stringField(peer, 'namespaceSelector') ?? '');
    if (direction !== 'ingress' || !allows || 'invalid' in selector || asksForName(selector)) return [];
    const keys = keysOf(selector);
    return keys.length === 0 ? [] : { pointer: `${peerPath}/namespaceSelector`, keys };
  });
}

function asksForName(selector: CalicoSelector): boolean {
  if (selector.kind === 'and') return selector.of.some(asksForName);
  if (selector.kind === 'or') return selector.of.every(asksForName);
  return (
    'key' in selector && guardedByCalico.has(selector.key) && ['==', 'in', 'starts with', 'ends with', 'contains'].includes(selector.kind)
  );
}

function keysOf(selector: CalicoSelector): string[] {
  if (selector.kind === 'and' || selector.kind === 'or') return [...new Set(selector.of.flatMap(keysOf))];
  if (selector.kind === 'not') return keysOf(selector.of);
  return 'key' in selector && !guardedByCalico.has(selector.key) ? [selector.key] : [];
}
