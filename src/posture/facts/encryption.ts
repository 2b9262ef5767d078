// SPDX-License-Identifier: Apache-2.0
// An EncryptionConfiguration as its checks read it: https://kubernetes.io/docs/reference/config-api/apiserver-config.v1/
import { list, object, string } from '../../model/decode.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';

export const encryptionKind = { kinds: ['EncryptionConfiguration.apiserver.config.k8s.io'] } as const;

/** Providers that hold their keys in the file itself. */
const keyProviders = ['aescbc', 'aesgcm', 'secretbox'] as const;
export type KeyProvider = (typeof keyProviders)[number];

interface Key {
  readonly name?: string;
  readonly secret?: string;
}

interface Keys {
  readonly keys?: readonly Key[];
}

interface Provider extends Partial<Record<KeyProvider, Keys>> {
  readonly kms?: { readonly apiVersion?: string };
  readonly identity?: object;
}

interface Entry {
  readonly resources?: readonly string[];
  readonly providers?: readonly Provider[];
}

const keys = object<Keys>({ keys: list(object<Key>({ name: string, secret: string }), {}) });
const provider = object<Provider>({
  aescbc: keys,
  aesgcm: keys,
  secretbox: keys,
  kms: object<{ readonly apiVersion?: string }>({ apiVersion: string }),
  identity: object<object>({}),
});
const configuration = object<{ readonly resources?: readonly Entry[] }>({
  resources: list(object<Entry>({ resources: list(string, ''), providers: list(provider, {}) }), {}),
});

/** What encrypts a group of resources. The first provider writes, all of them read. */
export interface EncryptedResources {
  /** `secrets`, `deployments.apps`, `*.`, `*.apps`, `*.*`. */
  readonly resources: readonly string[];
  readonly providers: readonly PlacedProvider[];
  readonly path: Pointer;
}

export interface PlacedProvider {
  readonly kind: KeyProvider | 'kms' | 'identity' | undefined;
  /** Of kms alone: v1 where it is left out. */
  readonly apiVersion: string;
  readonly keys: readonly PlacedKey[];
  readonly path: Pointer;
}

export interface PlacedKey extends Key {
  readonly path: Pointer;
}

export function encryptedResources({ body }: KubernetesObject): EncryptedResources[] {
  return (configuration(body, [])?.resources ?? []).map(({ resources = [], providers = [] }, index) => ({
    resources,
    providers: providers.map((item, at) => placedProvider(item, `/resources/${index}/providers/${at}`)),
    path: `/resources/${index}`,
  }));
}

function placedProvider(item: Provider, path: Pointer): PlacedProvider {
  const kind = (['kms', 'identity', ...keyProviders] as const).find((name) => item[name] !== undefined);
  const own = keyProviders.find((name) => name === kind);
  const held = own === undefined ? [] : (item[own]?.keys ?? []);
  return {
    kind,
    apiVersion: item.kms?.apiVersion ?? 'v1',
    keys: held.map((key, index) => ({ ...key, path: `${path}/${own}/keys/${index}` })),
    path,
  };
}

export const volumeResources: readonly string[] = ['persistentvolumes', 'persistentvolumeclaims'];
export const shortLivedResources: readonly string[] = ['events', 'events.events.k8s.io', 'leases.coordination.k8s.io'];

/** Whether an entry names nothing but what is not worth encrypting: how it is encrypted does not matter. */
export function isWithoutBenefit({ resources }: EncryptedResources): boolean {
  return resources.length > 0 && resources.every((name) => volumeResources.includes(name) || shortLivedResources.includes(name));
}

/** Whether the entry leaves what it names as plain text: identity writes, and nothing else has written. */
export function isExemption({ providers }: EncryptedResources): boolean {
  return providers.length > 0 && providers.every(({ kind }) => kind === 'identity');
}

/** Whether an entry's resources take one in: `secrets` is `secrets`, `*.` (the core group) or `*.*`. */
export function takesIn(resources: readonly string[], resource: string): boolean {
  const dot = resource.indexOf('.');
  const group = dot < 0 ? '' : resource.slice(dot + 1);
  return resources.includes(resource) || resources.includes(`*.${group}`) || resources.includes('*.*');
}
