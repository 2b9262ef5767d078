// SPDX-License-Identifier: Apache-2.0
// The selectors that Calico's policies are written with.
import { field, isArray, isObject, type Json } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';

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
