// SPDX-License-Identifier: Apache-2.0
// A request to the API server as an authorizer sees it.

export interface ResourceRequest {
  readonly kind: 'resource';
  readonly verb: string;
  /** '' is the core group. */
  readonly apiGroup: string;
  readonly resource: string;
  /** '' where the request is for the resource itself. */
  readonly subresource: string;
  /** '' where the request names no object: list, watch, create, deletecollection. */
  readonly name: string;
  /** '' for requests across namespaces and for resources without them. A request for a Namespace carries its own name here. */
  readonly namespace: string;
}

export interface NonResourceRequest {
  readonly kind: 'nonResource';
  readonly verb: string;
  /** '/healthz' */
  readonly path: string;
}

export type Request = ResourceRequest | NonResourceRequest;
