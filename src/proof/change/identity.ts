// SPDX-License-Identifier: Apache-2.0
// When two objects are the same one: of files, of a cluster, of another version of its API.
import { groupOf, type ObjectRef } from '../../model/object.ts';
import { builtInResource, resourceOfKind } from '../../posture/facts/built-in-resources.ts';

/** Group, kind, namespace and name. What names no namespace is in the one that kubectl applies it to. */
export function identityOf({ apiVersion, kind, namespace, name }: ObjectRef): string {
  return `${groupOf(apiVersion)}/${kind}/${isClusterWide(kind) ? '' : namespace || 'default'}/${name}`;
}

/** Of kinds that Kubernetes serves itself. */
export function isClusterWide(kind: string): boolean {
  return builtInResource(resourceOfKind(kind) ?? '')?.namespaced === false;
}
