// SPDX-License-Identifier: Apache-2.0
// Kyverno's policies: those with rules (kyverno.io), and the newer ones of CEL (policies.kyverno.io).
import { field, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { listField } from './flow-rules.ts';

export const kyvernoPolicyKinds = ['ClusterPolicy.kyverno.io', 'Policy.kyverno.io'];
export const kyvernoCelKinds = [
  'ValidatingPolicy.policies.kyverno.io',
  'NamespacedValidatingPolicy.policies.kyverno.io',
  'ImageValidatingPolicy.policies.kyverno.io',
  'NamespacedImageValidatingPolicy.policies.kyverno.io',
];

export interface KyvernoRule {
  readonly name: string;
  readonly pointer: Pointer;
  readonly rule: Json;
}

export function kyvernoRules({ body }: KubernetesObject): KyvernoRule[] {
  return listField(field(body, 'spec'), 'rules').map((rule, index) => ({
    name: stringField(rule, 'name') ?? String(index),
    pointer: `/spec/rules/${index}`,
    rule,
  }));
}
