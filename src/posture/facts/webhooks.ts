// SPDX-License-Identifier: Apache-2.0
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';

export const webhookKinds = [
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io',
  'MutatingWebhookConfiguration.admissionregistration.k8s.io',
];

export interface Webhook {
  readonly pointer: Pointer;
  readonly name: string;
  readonly webhook: Json;
  /** The groups and resources of its rules, `*` among them. */
  readonly groups: ReadonlySet<string>;
  readonly resources: ReadonlySet<string>;
}

export function webhooksOf({ body }: KubernetesObject): Webhook[] {
  return list(field(body, 'webhooks')).map((webhook, index) => {
    const rules = list(field(webhook, 'rules'));
    const of = (key: string) => new Set(rules.flatMap((rule) => list(field(rule, key))).filter((item) => typeof item === 'string'));
    const name = stringField(webhook, 'name') ?? String(index);
    return { pointer: `/webhooks/${index}`, name, webhook, groups: of('apiGroups'), resources: of('resources') };
  });
}

function list(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}
