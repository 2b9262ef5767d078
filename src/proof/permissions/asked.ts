// SPDX-License-Identifier: Apache-2.0
// What a command line asks about permissions, understood.
import type { Request } from '../../engines/rbac/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import { findResource } from './resource-names.ts';

/** Where: one namespace, all at once (and what has none), or any. */
export type Where = { readonly kind: 'namespace'; readonly namespace: string } | { readonly kind: 'all' } | { readonly kind: 'any' };

export interface Asked {
  readonly request: Request;
  /** Every scope is asked about, and the answer says where. */
  readonly anywhere: boolean;
  /** `get secrets in namespace shop`. */
  readonly text: string;
  readonly notes: readonly string[];
}

export interface Words {
  readonly verb: string;
  /** A resource, or a path that begins with a slash. */
  readonly resource: string;
  readonly name: string;
}

export function askedOf(inventory: Inventory, { verb, resource: what, name }: Words, where: Where): Asked | { readonly refused: string } {
  if (what.startsWith('/')) {
    if (where.kind === 'namespace') return { refused: `a path such as ${what} belongs to no namespace` };
    if (name !== '') return { refused: `a path such as ${what} has no objects with names` };
    return { request: { kind: 'nonResource', verb, path: what }, anywhere: false, text: `${verb} ${what}`, notes: [] };
  }
  const found = findResource(inventory, what);
  if ('refused' in found) return found;
  const { apiGroup, resource, subresource, namespaced, notes } = found;
  const request = { kind: 'resource', verb, apiGroup, resource, subresource, name } as const;
  const shown = `${verb} ${resourceText(found)}${name === '' ? '' : ` ${name}`}`;
  if (resource === 'namespaces' && apiGroup === '') return namespaceAsked(request, shown, notes);
  if (!namespaced)
    return {
      request: { ...request, namespace: '' },
      anywhere: false,
      text: shown,
      notes:
        where.kind === 'namespace' ? [...notes, `${resource} belong to no namespace: only what holds in the whole cluster counts`] : notes,
    };
  if (where.kind === 'namespace')
    return {
      request: { ...request, namespace: where.namespace },
      anywhere: false,
      text: `${shown} in namespace ${where.namespace}`,
      notes,
    };
  const isAny = where.kind === 'any';
  return { request: { ...request, namespace: '' }, anywhere: isAny, text: isAny ? shown : `${shown} in all namespaces at once`, notes };
}

/** To the API server a request for a Namespace is one in that namespace, so that a RoleBinding there may allow it. */
function namespaceAsked(request: Omit<Extract<Request, { kind: 'resource' }>, 'namespace'>, text: string, notes: readonly string[]): Asked {
  const isOfOne = !['list', 'watch', 'create', 'deletecollection'].includes(request.verb);
  if (request.name !== '' || !isOfOne) return { request: { ...request, namespace: request.name }, anywhere: false, text, notes };
  const note = 'who holds it in a namespace may for that Namespace alone';
  return { request: { ...request, namespace: '' }, anywhere: true, text, notes: [...notes, note] };
}

function resourceText({ apiGroup, resource, subresource }: { apiGroup: string; resource: string; subresource: string }): string {
  const group = apiGroup === '' || (apiGroup === '*' && resource === '*') ? '' : `.${apiGroup}`;
  return `${resource}${group}${subresource === '' ? '' : `/${subresource}`}`;
}
