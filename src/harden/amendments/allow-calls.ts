// SPDX-License-Identifier: Apache-2.0
// Roles for the recorded calls that a change denies, and for nothing else.
import { authorize, createPolicy } from '../../engines/rbac/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import { makeObject } from '../../model/objects-in.ts';
import type { Break } from '../../proof/breaks.ts';
import type { SubjectNeeds } from '../../proof/calls/need-table.ts';
import { decodeBinding, decodeRole } from '../../engines/rbac/index.ts';
import { placedRoles } from '../../posture/facts/rbac.ts';
import { cautionsOf } from '../roles/cautions.ts';
import { bindingManifests, roleManifest } from '../roles/manifests.ts';
import { proposeRoles } from '../roles/proposal.ts';
import { RoleNames } from '../roles/role-names.ts';
import type { Amendment } from './amendment.ts';

/** One amendment for each user. */
export function allowCalls(breaks: readonly Break[], after: Inventory): Amendment[] {
  const denied = breaks.flatMap((one) => ('recorded' in one.of ? [{ key: one.key, denied: one.of }] : []));
  const names = new RoleNames(placedRoles(after).map(({ role }) => `${role.namespace}/${role.name}`));
  return [...Map.groupBy(denied, (one) => one.denied.recorded).entries()].map(([recorded, own]) =>
    amendmentFor(
      recorded,
      own.map(({ key }) => key),
      { ...recorded, allowed: own.flatMap((one) => one.denied.calls), denied: [] },
      names,
    ),
  );
}

function amendmentFor({ user }: SubjectNeeds, mends: readonly string[], needs: SubjectNeeds, names: RoleNames): Amendment {
  const proposal = proposeRoles(needs, { names, isAnyName: () => false, isForEverybody: () => false, keep: [] });
  const manifests = proposal.roles.flatMap((role) => [roleManifest(role), ...bindingManifests(role, proposal.subject)]);
  const objects = manifests.map((body) => makeObject(body, { kind: 'file', source: 'proposed roles', start: 0, end: 0, pointer: '' }, []));
  const isRole = ({ kind }: { readonly kind: string }) => kind.endsWith('Role');
  const policy = createPolicy(
    objects.filter(isRole).map((object) => decodeRole(object).value),
    objects.filter((object) => !isRole(object)).map((object) => decodeBinding(object).value),
  );
  return {
    title: `grant ${user.name} what it was seen to do`,
    mends,
    manifests,
    patches: [],
    notes: cautionsOf(proposal),
    proven: needs.allowed.every(({ request }) => authorize(policy, user, request) !== undefined),
  };
}
