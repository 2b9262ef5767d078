// SPDX-License-Identifier: Apache-2.0
// What Calico's policies select, and the selectors they are written with.
import { field, isArray, isObject, type Json } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Labels } from '../../model/selector.ts';
import { type CalicoSelector, calicoSelects, compileCalicoSelector } from '../../model/calico-selector.ts';

const selectorFields: ReadonlySet<string> = new Set(['selector', 'notSelector', 'namespaceSelector', 'serviceAccountSelector']);

export interface SelectorText {
  readonly pointer: Pointer;
  readonly text: string;
}

/** Every selector of a policy: of the policy itself, its rules' peers and their service accounts. */
export function selectorTexts(object: KubernetesObject): SelectorText[] {
  const spec = field(object.body, 'spec');
  const found = selectorsIn(spec, '/spec');
  for (const direction of ['ingress', 'egress']) {
    const rules = field(spec, direction);
    if (!isArray(rules)) continue;
    rules.forEach((rule, index) => {
      for (const side of ['source', 'destination']) {
        const pointer = `/spec/${direction}/${index}/${side}`;
        found.push(...selectorsIn(field(rule, side), pointer));
        found.push(...selectorsIn(field(field(rule, side), 'serviceAccounts'), `${pointer}/serviceAccounts`));
      }
    });
  }
  return found;
}

function selectorsIn(value: Json | undefined, pointer: Pointer): SelectorText[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, text]) =>
    selectorFields.has(key) && typeof text === 'string' ? { pointer: `${pointer}/${key}`, text } : [],
  );
}

interface PodToSelect {
  readonly labels: Labels;
  readonly namespace: string;
  readonly namespaceLabels: Labels;
}

/** Whether a policy selects a pod; a policy that Calico refuses selects nothing. */
export function calicoPolicySelects(object: KubernetesObject, pod: PodToSelect): boolean {
  if (object.kind.startsWith('Staged')) return false;
  if (!object.kind.includes('Global') && object.namespace !== pod.namespace) return false;
  const selectors = compiledOf(object);
  if (selectors === undefined) return false;
  const namespaceLabels = { ...pod.namespaceLabels, 'projectcalico.org/name': pod.namespace };
  const podLabels = { ...pod.labels, 'projectcalico.org/namespace': pod.namespace };
  return selectors.every(({ selector, of }) => calicoSelects(selector, of === 'pod' ? podLabels : namespaceLabels));
}

interface CompiledSelector {
  readonly of: 'pod' | 'namespace';
  readonly selector: CalicoSelector;
}

const compiledPolicies = new WeakMap<KubernetesObject, readonly CompiledSelector[] | 'refused'>();

/** What a policy selects by; undefined where Calico refuses any selector of it. */
function compiledOf(object: KubernetesObject): readonly CompiledSelector[] | undefined {
  const known = compiledPolicies.get(object) ?? compile(object);
  compiledPolicies.set(object, known);
  return known === 'refused' ? undefined : known;
}

function compile(object: KubernetesObject): readonly CompiledSelector[] | 'refused' {
  const all = selectorTexts(object).map(({ pointer, text }) => ({ pointer, selector: compileCalicoSelector(text) }));
  if (all.some(({ selector }) => 'invalid' in selector)) return 'refused';
  const fields = { '/spec/selector': 'pod', '/spec/namespaceSelector': 'namespace' } as const;
  return Object.entries(fields).flatMap(([place, of]) =>
    all.flatMap(({ pointer, selector }) => (pointer === place && !('invalid' in selector) ? [{ of, selector }] : [])),
  );
}
