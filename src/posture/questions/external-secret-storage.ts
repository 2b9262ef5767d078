// SPDX-License-Identifier: Apache-2.0
// Reads the objects of products that fetch secrets from elsewhere, and the Secrets that none of them made, by name.
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field, isArray, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { groupOf } from '../../model/object.ts';
import { valueAt } from '../../model/pointer.ts';
import { fact, factAt, type FactPlace, type Question } from '../question.ts';

const fetching = [
  ['ExternalSecret', 'external-secrets.io'],
  ['ClusterExternalSecret', 'external-secrets.io'],
  ['SecretStore', 'external-secrets.io'],
  ['ClusterSecretStore', 'external-secrets.io'],
  ['SecretProviderClass', 'secrets-store.csi.x-k8s.io'],
  ['VaultStaticSecret', 'secrets.hashicorp.com'],
  ['VaultDynamicSecret', 'secrets.hashicorp.com'],
] as const;

export const externalSecretStorage: Question = {
  id: 'CIS-5.4.2',
  question: 'Are credentials kept in a store of their own, with its own rights, log and rotation?',
  good: 'Those that matter come from an external store and are rotated there; what is left in Secrets alone is known and encrypted at rest.',
  layer: 'application',
  references: ['https://kubernetes.io/docs/concepts/security/secrets-good-practices/'],
  kinds: ['Secret', ...fetching.map(([kind, group]) => `${kind}.${group}`), 'SealedSecret.bitnami.com'],
  gather: (inventory) => {
    const secrets = objectsOfKind(inventory, 'Secret', '').filter(isCredential);
    const targets = targetsOf(inventory);
    const own = secrets.filter((secret) => !isFetched(secret, targets));
    const facts = [
      ...factAt('what fetches secrets from a store', fetchers(inventory)),
      ...factAt(
        'Secrets that are sealed in their manifests',
        objectsOfKind(inventory, 'SealedSecret', 'bitnami.com').map((object) => ({
          object,
          path: '',
          detail: 'encrypted for the cluster',
        })),
      ),
      ...(secrets.length === 0
        ? []
        : [fact(`${own.length} of ${secrets.length} Secrets come from no store that is seen here`, own.map(secretPlace))]),
    ];
    return { facts, missing: facts.length === 0 ? ['Secrets by name, and the objects of a product that fetches them'] : [] };
  },
};

function fetchers(inventory: Inventory): FactPlace[] {
  return fetching
    .flatMap(([kind, group]) => objectsOfKind(inventory, kind, group))
    .map((object) => ({ object, path: '', detail: providerOf(object) }));
}

function providerOf({ body, apiVersion }: KubernetesObject): string {
  const spec = field(body, 'spec');
  const provider = field(spec, 'provider');
  if (typeof provider === 'string') return `provider ${provider}`;
  const [name] = typeof provider === 'object' && provider !== null ? Object.keys(provider) : [];
  const store = stringField(field(spec, 'secretStoreRef'), 'name');
  return name === undefined ? (store === undefined ? groupOf(apiVersion) : `from store ${store}`) : `provider ${name}`;
}

/** Tokens of ServiceAccounts, of nodes that join and releases of Helm are kept by what makes them. */
function isCredential({ body, name, annotations }: KubernetesObject): boolean {
  const type = stringField(body, 'type') ?? '';
  return !(
    ['kubernetes.io/service-account-token', 'bootstrap.kubernetes.io/token', 'helm.sh/release.v1'].includes(type) ||
    annotations['kubernetes.io/service-account.name'] !== undefined ||
    name.startsWith('bootstrap-token-') ||
    name.startsWith('sh.helm.release.v1.')
  );
}

/** By its owner, or as the target of an ExternalSecret. */
function isFetched({ body, namespace, name }: KubernetesObject, targets: ReadonlySet<string>): boolean {
  const owners = valueAt(body, '/metadata/ownerReferences');
  const kinds: readonly string[] = [...fetching.map(([kind]) => kind), 'SealedSecret'];
  return (
    (isArray(owners) && owners.some((owner) => kinds.includes(stringField(owner, 'kind') ?? ''))) || targets.has(`${namespace}/${name}`)
  );
}

function targetsOf(inventory: Inventory): ReadonlySet<string> {
  return new Set(
    objectsOfKind(inventory, 'ExternalSecret', 'external-secrets.io').map(
      ({ namespace, name, body }) => `${namespace}/${stringField(valueAt(body, '/spec/target'), 'name') ?? name}`,
    ),
  );
}

function secretPlace(object: KubernetesObject): FactPlace {
  return { object, path: '', detail: object.origin.kind === 'file' ? 'written in a manifest' : 'kept in the cluster' };
}
