// SPDX-License-Identifier: Apache-2.0
import type { Request } from '../../engines/rbac/index.ts';

/**
 * Of which requests the name says nothing, by what a user typed: `names` of all, or `pods`, `deployments.apps`, subresources included.
 * A resource without a group is meant in every group.
 */
export function namesGeneralised(typed: readonly string[]): (request: Request) => boolean {
  const wanted = new Set(typed);
  if (wanted.size === 0) return () => false;
  const all = wanted.has('names');
  return (request) =>
    request.kind === 'resource' && (all || wanted.has(request.resource) || wanted.has(`${request.resource}.${request.apiGroup}`));
}
