// SPDX-License-Identifier: Apache-2.0
// How often each binding was used: by how many recorded calls that it allows, and no other does before it.
import { authorize, type Policy } from '../../engines/rbac/index.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Recorded } from './need-table.ts';

/** For a binding object the number of recorded calls, 0 for one that nobody used. */
export function bindingUses({ subjects }: Recorded, policy: Policy): (binding: KubernetesObject) => number {
  const uses = new Map<string, number>();
  for (const { user, allowed } of subjects) {
    for (const { request, count } of allowed) {
      const reason = authorize(policy, user, request);
      if (reason?.kind !== 'grant') continue;
      const key = keyOf(reason.grant.binding);
      uses.set(key, (uses.get(key) ?? 0) + count);
    }
  }
  return ({ kind, namespace, name }) => uses.get(keyOf({ name, namespace: kind === 'RoleBinding' ? namespace || 'default' : '' })) ?? 0;
}

function keyOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}
