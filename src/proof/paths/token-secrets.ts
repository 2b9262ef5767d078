// SPDX-License-Identifier: Apache-2.0
// Secrets that are a credential of the cluster itself. A live cluster shows the metadata of Secrets only; their annotation tells.
import { objectsOfKind } from '../../model/inventory.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Foothold } from './foothold.ts';
import { namespaceOf, type World } from './world.ts';

export interface TokenSecret {
  readonly object: KubernetesObject;
  readonly namespace: string;
  readonly foothold: Foothold;
  /** The name of the ServiceAccount whose token it holds. */
  readonly account: string;
}

const known = new WeakMap<World, readonly TokenSecret[]>();

export function tokenSecrets(world: World): readonly TokenSecret[] {
  const found =
    known.get(world) ??
    objectsOfKind(world.inventory, 'Secret', '').flatMap((object): TokenSecret[] => {
      const account = object.annotations['kubernetes.io/service-account.name'];
      const { type } = object.body;
      if (account === undefined || (type !== undefined && type !== 'kubernetes.io/service-account-token')) return [];
      const namespace = namespaceOf(object);
      return [{ object, namespace, account, foothold: world.footholds.secret(namespace, object.name) }];
    });
  known.set(world, found);
  return found;
}
