// SPDX-License-Identifier: Apache-2.0
// Stores and secrets of the External Secrets Operator, and which store a secret reads.
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field, isArray, isObject, type Json, type JsonObject, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';

const group = 'external-secrets.io';
export const secretStoreKinds = [`SecretStore.${group}`, `ClusterSecretStore.${group}`];
export const externalSecretKinds = [`ExternalSecret.${group}`, `ClusterExternalSecret.${group}`];

/** The Vault provider of a store, at /spec/provider/vault. */
export function vaultProvider({ body }: KubernetesObject): JsonObject | undefined {
  const vault = field(field(field(body, 'spec'), 'provider'), 'vault');
  return isObject(vault) ? vault : undefined;
}

/** What is to be fetched, and where it stands: a ClusterExternalSecret has it one level deeper. */
export function externalSecretSpec({ body, kind }: KubernetesObject): { readonly spec: Json | undefined; readonly pointer: Pointer } {
  const spec = field(body, 'spec');
  return kind === 'ExternalSecret'
    ? { spec, pointer: '/spec' }
    : { spec: field(spec, 'externalSecretSpec'), pointer: '/spec/externalSecretSpec' };
}

export interface RemoteReference {
  readonly remoteRef: Json;
  readonly pointer: Pointer;
  readonly secretKey: string;
  /** The store that it names for itself, or the one of the whole secret. */
  readonly storeRef: Json | undefined;
}

/** Each value to be fetched by its own name: spec.data. */
export function remoteReferences(object: KubernetesObject): RemoteReference[] {
  return referencesIn(object, 'data', 'remoteRef');
}

/** Each secret to be taken over whole: spec.dataFrom[*].extract. */
export function extractedReferences(object: KubernetesObject): RemoteReference[] {
  return referencesIn(object, 'dataFrom', 'extract');
}

function referencesIn(object: KubernetesObject, list: 'data' | 'dataFrom', key: 'remoteRef' | 'extract'): RemoteReference[] {
  const { spec, pointer } = externalSecretSpec(object);
  const items = field(spec, list);
  return (isArray(items) ? items : []).flatMap((item, index) => {
    const remoteRef = field(item, key);
    const secretKey = stringField(item, 'secretKey') ?? '';
    const storeRef = field(field(item, 'sourceRef'), 'storeRef') ?? field(spec, 'secretStoreRef');
    return remoteRef === undefined ? [] : { remoteRef, pointer: `${pointer}/${list}/${index}/${key}`, secretKey, storeRef };
  });
}

/** Whether a store is a Vault: by its provider where the input has it, by its name otherwise. */
export function isVaultStore(storeRef: Json | undefined, object: KubernetesObject, inventory: Inventory): boolean {
  const store = storeOf(storeRef, object, inventory);
  if (store !== undefined) return vaultProvider(store) !== undefined;
  const name = stringField(storeRef, 'name') ?? '';
  return /(?:^|[-.])(?:hashicorp-?)?vault(?:[-.]|$)/.test(name) && !/azure|key-?vault|akv|aws|gcp|ibm|oci|oracle/.test(name);
}

function storeOf(reference: Json | undefined, object: KubernetesObject, inventory: Inventory): KubernetesObject | undefined {
  const kind = stringField(reference, 'kind') ?? 'SecretStore';
  const name = stringField(reference, 'name');
  return objectsOfKind(inventory, kind, group).find(
    (store) => store.name === name && (kind === 'ClusterSecretStore' || store.namespace === object.namespace),
  );
}
