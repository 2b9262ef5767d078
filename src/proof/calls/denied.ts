// SPDX-License-Identifier: Apache-2.0
// Which recorded API calls a change denies.
import { authorize, type Policy, type Reason, type Request } from '../../engines/rbac/index.ts';
import type { Need, Recorded, SubjectNeeds } from './need-table.ts';

/** Calls of one user for the same kind of thing, told together. */
export interface DeniedCalls {
  readonly recorded: SubjectNeeds;
  readonly calls: readonly Need[];
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

/** A user counts with every group of the log, before and after alike. */
export function callsDenied({ subjects, leftOut }: Recorded, before: Policy, after: Policy): CallProof {
  let [judged, otherwise] = [0, 0];
  const groups = new Map<string, DeniedCalls & { readonly calls: Need[] }>();
  for (const recorded of subjects) {
    for (const call of recorded.allowed) {
      judged += 1;
      const by = authorize(before, recorded.user, call.request);
      if (by === undefined) {
        otherwise += 1;
        continue;
      }
      if (authorize(after, recorded.user, call.request) !== undefined) continue;
      const what = requestText(call.request);
      const key = JSON.stringify([recorded.user.name, what]);
      const group = groups.get(key) ?? { recorded, what, calls: [], names: [], by };
      groups.set(key, group);
      group.calls.push(call);
    }
  }
  const denied = [...groups.values()].map((group) => ({ ...group, names: namesOf(group.calls) }));
  return { judged, denied, otherwise, leftOut };
}

function namesOf(calls: readonly Need[]): string[] {
  return [...new Set(calls.flatMap(({ request }) => (request.kind === 'resource' && request.name !== '' ? request.name : [])))];
}

function requestText(request: Request): string {
  if (request.kind === 'nonResource') return `${request.verb} ${request.path}`;
  const { verb, apiGroup, resource, subresource, namespace } = request;
  const kind = `${resource}${subresource === '' ? '' : `/${subresource}`}${apiGroup === '' ? '' : `.${apiGroup}`}`;
  return namespace === '' ? `${verb} ${kind}` : `${verb} ${kind} in namespace ${namespace}`;
}
