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

/** Each value to be fetched by its own name: spec.data. */
export function remoteReferences(
  object: KubernetesObject,
): { readonly remoteRef: Json; readonly pointer: Pointer; readonly secretKey: string }[] {
  const { spec, pointer } = externalSecretSpec(object);
  const data = field(spec, 'data');
  return (isArray(data) ? data : []).flatMap((item, index) => {
    const remoteRef = field(item, 'remoteRef');
    const secretKey = stringField(item, 'secretKey') ?? '';
    return remoteRef === undefined ? [] : { remoteRef, pointer: `${pointer}/data/${index}/remoteRef`, secretKey };
  });
}

/** The store that a secret names, where the input has it. */
export function storeOf(object: KubernetesObject, inventory: Inventory): KubernetesObject | undefined {
  const reference = field(externalSecretSpec(object).spec, 'secretStoreRef');
  const kind = stringField(reference, 'kind') ?? 'SecretStore';
  const name = stringField(reference, 'name');
  return objectsOfKind(inventory, kind, group).find(
    (store) => store.name === name && (kind === 'ClusterSecretStore' || store.namespace === object.namespace),
  );
}
