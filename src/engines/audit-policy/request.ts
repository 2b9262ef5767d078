// SPDX-License-Identifier: Apache-2.0
// A request as an audit policy sees it, and what is recorded of it.
export interface AuditRequest {
  /** Absent where nobody was authenticated: a request that is answered 401. */
  readonly user?: { readonly name: string; readonly groups?: readonly string[] };
  readonly verb: string;
  /** '' for the core group. */
  readonly apiGroup?: string;
  /** Absent for a request that is for no resource. */
  readonly resource?: string;
  readonly subresource?: string;
  /** '' for what has no namespace. */
  readonly namespace?: string;
  readonly name?: string;
  /** The path of the URL; only requests for no resource are matched by it. */
  readonly path?: string;
}

export interface AuditDecision {
  /** Index of the rule that decides: the first that matches. Undefined where none does, and nothing is recorded. */
  readonly rule: number | undefined;
  readonly level: string;
  readonly omitStages: ReadonlySet<string>;
  readonly omitManagedFields: boolean;
}

const lastingVerbs = new Set(['watch', 'proxy']);
const lastingSubresources = new Set(['attach', 'exec', 'proxy', 'log', 'portforward']);

/** Whether a request goes on after its answer has begun. */
export function isLongRunning({ resource, verb, subresource = '', path = '' }: AuditRequest): boolean {
  return resource === undefined ? path.startsWith('/debug/pprof/') : lastingVerbs.has(verb) || lastingSubresources.has(subresource);
}

/** The stages that a request goes through, and Panic where the server fails. A failed login has one. */
export function stagesOf(request: AuditRequest): readonly string[] {
  if (request.user === undefined) return ['ResponseStarted'];
  return ['RequestReceived', ...(isLongRunning(request) ? ['ResponseStarted'] : []), 'ResponseComplete', 'Panic'];
}
