// SPDX-License-Identifier: Apache-2.0
// What decides over requests, and which requests: webhooks, ValidatingAdmissionPolicies, MutatingAdmissionPolicies.
import { field, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { listField, strings } from './flow-rules.ts';
import { webhookKinds } from './webhooks.ts';

export const admissionGroup = 'admissionregistration.k8s.io';
export const validatingKinds = [`ValidatingWebhookConfiguration.${admissionGroup}`, `ValidatingAdmissionPolicy.${admissionGroup}`];
export const admissionPolicyKinds = [`ValidatingAdmissionPolicy.${admissionGroup}`, `MutatingAdmissionPolicy.${admissionGroup}`];
export const admissionBindingKinds = admissionPolicyKinds.map((kind) => kind.replace('.', 'Binding.'));
export const admissionKinds = [...webhookKinds, ...admissionPolicyKinds];

export interface AdmissionRule {
  readonly pointer: Pointer;
  readonly groups: readonly string[];
  readonly versions: readonly string[];
  readonly operations: readonly string[];
  readonly resources: readonly string[];
  /** Cluster, Namespaced, or * where it is left out. */
  readonly scope: string;
}

/** One webhook, or a policy as a whole. */
export interface Judge {
  /** `webhook "a"`, `the policy`. */
  readonly label: string;
  /** Where matchConditions and failurePolicy stand. */
  readonly pointer: Pointer;
  readonly body: Json;
  /** Where matchPolicy and the selectors stand: the same for a webhook, matchConstraints of a policy. */
  readonly matchPointer: Pointer;
  readonly match: Json | undefined;
  readonly rulesPointer: Pointer;
  readonly rules: readonly AdmissionRule[];
}

export function judgesOf({ kind, body }: KubernetesObject): Judge[] {
  if (kind.endsWith('AdmissionPolicy')) {
    const match = field(field(body, 'spec'), 'matchConstraints');
    const common = {
      label: 'the policy',
      pointer: '/spec',
      body: field(body, 'spec') ?? null,
      matchPointer: '/spec/matchConstraints',
      match,
    };
    return [{ ...common, ...rulesOf(match, '/spec/matchConstraints', 'resourceRules') }];
  }
  return listField(body, 'webhooks').map((webhook, index) => {
    const pointer = `/webhooks/${index}`;
    const label = `webhook "${stringField(webhook, 'name') ?? index}"`;
    return { label, pointer, body: webhook, matchPointer: pointer, match: webhook, ...rulesOf(webhook, pointer, 'rules') };
  });
}

function rulesOf(parent: Json | undefined, pointer: Pointer, key: string): Pick<Judge, 'rules' | 'rulesPointer'> {
  const rules = listField(parent, key).map((rule, index) => ({
    pointer: `${pointer}/${key}/${index}`,
    groups: strings(field(rule, 'apiGroups')),
    versions: strings(field(rule, 'apiVersions')),
    operations: strings(field(rule, 'operations')),
    resources: strings(field(rule, 'resources')),
    scope: stringField(rule, 'scope') ?? '*',
  }));
  return { rules, rulesPointer: `${pointer}/${key}` };
}

/** Whether one of the rules covers a request: the resource may have a subresource, as `pods/ephemeralcontainers`. */
export function covers(rules: readonly AdmissionRule[], group: string, resource: string, operation: string): boolean {
  const [base = '', sub] = resource.split('/');
  const names = sub === undefined ? [base, '*', '*/*'] : [resource, `${base}/*`, `*/${sub}`, '*/*'];
  return rules.some(
    (rule) =>
      (rule.groups.includes(group) || rule.groups.includes('*')) &&
      (rule.operations.includes(operation) || rule.operations.includes('*')) &&
      rule.resources.some((name) => names.includes(name)),
  );
}
