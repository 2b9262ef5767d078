// SPDX-License-Identifier: Apache-2.0
import { compareVersions } from '../../../model/version.ts';
import { jointEdge } from '../right-edge.ts';
import type { Permission } from '../rights.ts';
import type { Rights, Target } from '../right-edge.ts';
import type { World } from '../world.ts';

const identities = (resource: string, verb: string): Permission => ({
  groups: ['authentication.k8s.io'],
  resources: [resource],
  verbs: [verb],
});
const users = identities('users', 'impersonate:user-info');
const accounts = identities('serviceaccounts', 'impersonate:serviceaccount');

export const impersonateWithinLimits = jointEdge({
  id: 'impersonate-within-limits',
  title: 'Act as another user or ServiceAccount, for some actions',
  reason:
    'Constrained impersonation takes two permissions: impersonate:MODE on whom, and impersonate-on:MODE:VERB on what is done as him. The group system:masters is refused.',
  condition: 'In force from Kubernetes 1.36.',
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/',
    'https://www.kubernetes.dev/resources/keps/5284/',
  ],
  permissions: [users, accounts],
  targetsOf: (rights, scope, world) => {
    if (compareVersions(world.inventory.version, { major: 1, minor: 36 }) < 0) return [];
    return [...usersOf(rights, scope, world), ...accountsOf(rights, scope, world)];
  },
});

function usersOf(rights: Rights, scope: string, { footholds }: World): Target[] {
  const names = scope === '' ? rights.names(users, '') : undefined;
  const actions = actionsOn(rights, 'user-info');
  if (names === undefined || actions === undefined) return [];
  const common = { how: 'may impersonate users within limits', assumes: [actions], uses: [{ permission: users, scope }] };
  if (names === 'every') return [{ to: footholds.users(), ...common }];
  return [...names].map((name) => ({ to: footholds.user(name), ...common }));
}

function accountsOf(rights: Rights, scope: string, world: World): Target[] {
  const names = rights.names(accounts, scope);
  const actions = actionsOn(rights, 'serviceaccount');
  if (names === undefined || actions === undefined) return [];
  const common = { how: 'may impersonate ServiceAccounts within limits', assumes: [actions], uses: [{ permission: accounts, scope }] };
  if (names === 'every') return [{ to: world.footholds.serviceAccounts(scope), ...common }];
  const all = [...world.accounts].filter(([namespace]) => scope === '' || scope === namespace);
  return all.flatMap(([namespace, held]) =>
    [...names].filter((name) => held.has(name)).map((name) => ({ to: world.footholds.serviceAccount(namespace, name), ...common })),
  );
}

/** What the second permission allows; undefined where there is none, so that nothing can be done. */
function actionsOn({ held }: Rights, mode: string): string | undefined {
  const prefix = `impersonate-on:${mode}:`;
  const actions = held.flatMap(({ role }) =>
    role.rules.flatMap(({ verbs, resources }) =>
      verbs.flatMap((verb) =>
        verb === '*' || verb.startsWith(prefix) ? `${verb === '*' ? '*' : verb.slice(prefix.length)} on ${resources.join(', ')}` : [],
      ),
    ),
  );
  return actions.length === 0 ? undefined : `what follows needs no more than ${[...new Set(actions)].join('; ')}`;
}
