// SPDX-License-Identifier: Apache-2.0
// ClusterImagePolicies of Sigstore's policy-controller: applied as such, or carried by a ConfigMap, where nobody reads them.
import { field, isArray, type Json, type JsonObject, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { embeddedFiles, mappings } from './embedded-yaml.ts';

export const imagePolicyKinds = [
  'ClusterImagePolicy.policy.sigstore.dev',
  'ClusterImagePolicy.cosigned.sigstore.dev',
  'ClusterImagePolicy.sigstore.dev',
  'ClusterImagePolicy.cosign.sigstore.dev',
  'ClusterImagePolicy',
  'ConfigMap',
];

export interface ImagePolicy {
  readonly policy: JsonObject;
  readonly name: string;
  /** The pointer from the object to a place in the policy: in a ConfigMap the text that holds it. */
  at(path: Pointer): Pointer;
}

export function imagePolicies(object: KubernetesObject): ImagePolicy[] {
  if (object.kind !== 'ConfigMap') return [{ policy: object.body, name: object.name, at: (path) => path }];
  const files = embeddedFiles(object).filter(({ text }) => text.includes('ClusterImagePolicy'));
  return files.flatMap((file) =>
    mappings(file)
      .filter((policy) => stringField(policy, 'kind') === 'ClusterImagePolicy')
      .map((policy) => ({ policy, name: stringField(field(policy, 'metadata'), 'name') ?? '', at: () => file.pointer })),
  );
}

/** The list at spec.authorities or spec.images; empty where it is none. */
export function policyList({ policy }: ImagePolicy, key: 'authorities' | 'images'): readonly Json[] {
  const list = field(field(policy, 'spec'), key);
  return isArray(list) ? list : [];
}

/** Whether an identity lets everyone sign. The subject alone bounds who does: public issuers give an account to everyone. */
export function isAnybody(identity: Json): boolean {
  const subject = stringField(identity, 'subject') ?? '';
  const pattern = stringField(identity, 'subjectRegExp') ?? '';
  return subject === '' && (pattern === '' || /^\^?(?:\.[*+])+\$?$/.test(pattern));
}
