// SPDX-License-Identifier: Apache-2.0
// Who holds a power, by whatever role and binding it comes.
import { type Binding, bootstrapRole, grantsNoMoreThanBootstrap, type PolicyRule, type Subject } from '../../engines/rbac/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import { fact, factAt, type FactPlace, type Gathered } from '../question.ts';
import { bindingsTo, grantedRole, placedBindings, placedRoles } from './rbac.ts';

interface Sought {
  /** After "may": `make tokens of ServiceAccounts`. */
  readonly may: string;
  readonly holds: (rule: PolicyRule) => boolean;
  /** Of resources without a namespace: a RoleBinding grants nothing of them. */
  readonly clusterWide?: boolean;
}

/** Each subject that holds a power, at its binding; roles with the power that nothing binds; what the input does not tell. */
export function powerHolders(inventory: Inventory, sought: Sought): Gathered {
  const bindings = placedBindings(inventory);
  const roles = placedRoles(inventory);
  if (bindings.length + roles.length === 0) return { facts: [], missing: ['Roles, ClusterRoles and their bindings'] };
  const holders = bindings.flatMap((placed) => (mayGrant(placed.binding, sought) ? holdersBy(placed, inventory, sought) : []));
  const unbound = roles
    .filter(({ role }) => mayGrant(role, sought) && role.rules.some(sought.holds) && bindingsTo(role, inventory).length === 0)
    .filter(({ role }) => !grantsNoMoreThanBootstrap(role, role.rules))
    .map(({ object, role }) => ({ object, path: `/rules/${role.rules.findIndex(sought.holds)}`, detail: 'bound by nothing in the input' }));
  const missing = bindings.filter(({ binding }) => grantedRole(binding, inventory) === undefined);
  return {
    facts: [
      ...(bindings.length === 0
        ? []
        : [fact(`${holders.length === 0 ? 'nobody' : holders.length} of those bound here may ${sought.may}`, holders)]),
      ...factAt('roles that allow it', unbound),
    ],
    missing: [
      ...(bindings.length === 0 ? ['the bindings: who has these roles'] : []),
      ...(missing.length === 0
        ? []
        : [`the roles that are bound and not in the input: ${rolesNamed(missing.map(({ binding }) => binding))}`]),
    ],
  };
}

/** At most five roles by name. */
function rolesNamed(bindings: readonly Binding[]): string {
  const names = [...new Set(bindings.map(({ roleRef }) => `${roleRef.kind} ${roleRef.name}`))];
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}

function mayGrant({ namespace }: Pick<Binding, 'namespace'>, { clusterWide }: Sought): boolean {
  return clusterWide !== true || namespace === '';
}

function holdersBy({ object, binding }: ReturnType<typeof placedBindings>[number], inventory: Inventory, { holds }: Sought): FactPlace[] {
  const role = grantedRole(binding, inventory);
  if (role === undefined || !role.rules.some(holds)) return [];
  const where = binding.namespace === '' ? 'in the whole cluster' : `in namespace ${binding.namespace}`;
  return binding.subjects.flatMap((subject, index) =>
    isKubernetesOwn(binding, subject, inventory)
      ? []
      : {
          object,
          path: `/subjects/${index}`,
          detail: `${subjectName(subject)}, by ${binding.roleRef.kind} ${binding.roleRef.name} ${where}`,
        },
  );
}

/** `Group ops`, `ServiceAccount shop/api`. */
export function subjectName({ kind, name, namespace }: Subject): string {
  return kind === 'ServiceAccount' && namespace !== '' ? `${kind} ${namespace}/${name}` : `${kind} ${name}`;
}

/** What the API server binds by itself when it starts: its own components, under the names of their own roles. */
export function isKubernetesOwn({ name, namespace, roleRef }: Binding, subject: Subject, { version }: Inventory): boolean {
  if (!roleRef.name.startsWith('system:') || bootstrapRole(roleRef.kind === 'Role' ? namespace : '', roleRef.name, version) === undefined)
    return false;
  const isOwn = subject.kind === 'ServiceAccount' ? subject.namespace === 'kube-system' : subject.name.startsWith('system:');
  return isOwn && name.startsWith('system:');
}
