// SPDX-License-Identifier: Apache-2.0
// What Kubernetes itself lets everybody do, which no role has to repeat.
import {
  authorize,
  type Binding,
  bootstrapRole,
  createPolicy,
  type Policy,
  type Request,
  type Role,
  type User,
} from '../../engines/rbac/index.ts';
import type { KubernetesVersion } from '../../model/version.ts';

/** The built-in bindings to groups in which everybody is, or every service account. */
const bound: readonly (readonly [role: string, groups: readonly string[]])[] = [
  ['system:discovery', ['system:authenticated']],
  ['system:basic-user', ['system:authenticated']],
  ['system:public-info-viewer', ['system:authenticated', 'system:unauthenticated']],
  ['system:service-account-issuer-discovery', ['system:serviceaccounts']],
];

export interface Everybody {
  readonly roles: readonly Role[];
  readonly bindings: readonly Binding[];
}

/** Where the cluster's own roles and bindings are known, what they do not grant is not taken for granted. */
export function everybody(version: KubernetesVersion, current: Policy | undefined): Everybody {
  const given = bound.flatMap(([name, groups]) => {
    const role = bootstrapRole('', name, version);
    if (role === undefined || (current !== undefined && !isBound(current, name, groups))) return [];
    const subjects = groups.map((group) => ({ kind: 'Group', name: group, namespace: '' }));
    return [{ role, binding: { namespace: '', name, subjects, roleRef: { kind: 'ClusterRole', name } } }];
  });
  return { roles: given.map(({ role }) => role), bindings: given.map(({ binding }) => binding) };
}

function isBound({ clusterBindings }: Policy, name: string, groups: readonly string[]): boolean {
  return clusterBindings.some(
    ({ roleRef, subjects }) => roleRef.name === name && groups.every((group) => subjects.some((subject) => subject.name === group)),
  );
}

/** Whether a request needs no role of the user's own. */
export function allowsEverybody({ roles, bindings }: Everybody): (user: User, request: Request) => boolean {
  const policy = createPolicy(roles, bindings);
  return (user, request) =>
    authorize(policy, { name: '', groups: user.groups.filter((group) => group !== 'system:masters') }, request) !== undefined;
}
