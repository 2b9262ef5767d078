// SPDX-License-Identifier: Apache-2.0
// Which recorded API calls a change denies.
import { authorize, type Policy, type Reason, type Request } from '../../engines/rbac/index.ts';
import type { Call, RecordedCalls } from './call-table.ts';

/** Calls of one user for the same kind of thing, told together. */
export interface DeniedCalls {
  readonly user: string;
  readonly calls: readonly Call[];
  /** `get secrets in namespace shop`. */
  readonly what: string;
  /** Names of the objects that were asked for; empty where the requests named none. */
  readonly names: readonly string[];
  /** What allows it today. */
  readonly by: Reason;
}

export interface CallProof {
  /** Different calls that were asked about. */
  readonly judged: number;
  readonly denied: readonly DeniedCalls[];
  /** Allowed by the server, and not by the roles of the inventory: another authorizer decides, or a role that is not there. */
  readonly otherwise: number;
  readonly leftOut: number;
}

export function callsDenied({ calls, leftOut }: RecordedCalls, before: Policy, after: Policy): CallProof {
  let otherwise = 0;
  const groups = new Map<string, { -readonly [Key in keyof DeniedCalls]: DeniedCalls[Key] } & { calls: Call[]; names: string[] }>();
  for (const call of calls) {
    const by = authorize(before, call.user, call.request);
    if (by === undefined) {
      otherwise += 1;
      continue;
    }
    if (authorize(after, call.user, call.request) !== undefined) continue;
    const what = requestText(call.request);
    const key = JSON.stringify([call.user.name, what]);
    const group = groups.get(key) ?? { user: call.user.name, what, calls: [], names: [], by };
    groups.set(key, group);
    group.calls.push(call);
    if (
      call.request.kind === 'resource' &&
      call.request.name !== '' &&
      !group.names.includes(call.request.name) &&
      group.names.length < mostNames
    )
      group.names.push(call.request.name);
  }
  return { judged: calls.length, denied: [...groups.values()], otherwise, leftOut };
}

/** Names that are told of one kind of call. */
const mostNames = 20;

function requestText(request: Request): string {
  if (request.kind === 'nonResource') return `${request.verb} ${request.path}`;
  const { verb, apiGroup, resource, subresource, namespace } = request;
  const kind = `${resource}${subresource === '' ? '' : `/${subresource}`}${apiGroup === '' ? '' : `.${apiGroup}`}`;
  return namespace === '' ? `${verb} ${kind}` : `${verb} ${kind} in namespace ${namespace}`;
}
