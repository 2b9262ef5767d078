// SPDX-License-Identifier: Apache-2.0
// Roles and bindings of an inventory, as the checks on them need them.
import {
  aggregate,
  aggregatedBy,
  type Binding,
  bootstrapRoles,
  covers,
  createPolicy,
  type Decoded,
  decodeBinding,
  decodeRole,
  grantsNoMoreThanBootstrap,
  type PolicyRule,
  type Role,
  roleOf,
} from '../../engines/rbac/index.ts';
import type { Refusal } from '../../model/decode.ts';
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { CheckContext, Evaluate, Fault, Outcome } from '../check.ts';
import { perInventory } from './per-inventory.ts';

const group = 'rbac.authorization.k8s.io';
export const roleKinds = [`Role.${group}`, `ClusterRole.${group}`] as const;
export const bindingKinds = [`RoleBinding.${group}`, `ClusterRoleBinding.${group}`] as const;

/** A rule that somebody wrote into a role, and where it stands. */
export interface JudgedRule {
  readonly rule: PolicyRule;
  readonly path: Pointer;
}

export interface JudgedRole {
  readonly role: Role;
  /** Those rules that are not Kubernetes' own, nor gathered from roles where they are judged already. */
  readonly rules: readonly JudgedRule[];
}

const decodedRoles = new WeakMap<KubernetesObject, Decoded<Role>>();

/** Without a namespace, objects of a file go to `default`, as kubectl applies them. */
function decodedRole(object: KubernetesObject): Decoded<Role> {
  const known = decodedRoles.get(object) ?? decodeRole({ ...object, namespace: object.namespace || 'default' });
  decodedRoles.set(object, known);
  return known;
}

const decodedBindings = new WeakMap<KubernetesObject, Decoded<Binding>>();

function decodedBinding(object: KubernetesObject): Decoded<Binding> {
  const known = decodedBindings.get(object) ?? decodeBinding({ ...object, namespace: object.namespace || 'default' });
  decodedBindings.set(object, known);
  return known;
}

const rolesOf = perInventory((inventory) => ({
  clusterRoles: objectsOfKind(inventory, 'ClusterRole', group).map((object) => decodedRole(object).value),
  judged: new WeakMap<KubernetesObject, JudgedRole>(),
}));

/** The rules of a role that are for its author to answer for. */
function judgedRole(object: KubernetesObject, inventory: Inventory): JudgedRole {
  const { clusterRoles, judged } = rolesOf(inventory);
  const known = judged.get(object);
  if (known !== undefined) return known;
  const { value: role } = decodedRole(object);
  const gathered =
    role.aggregates === undefined
      ? []
      : aggregatedBy(
          role.aggregates,
          clusterRoles.filter((other) => other !== role),
        );
  const sources = gathered.flatMap(({ rules }) => rules);
  const rules = role.rules
    .map((rule, index) => ({ rule, path: `/rules/${index}` }))
    .filter(({ rule }) => !grantsNoMoreThanBootstrap(role, [rule]) && !(sources.length > 0 && covers(sources, [rule])));
  const result = { role, rules };
  judged.set(object, result);
  return result;
}

/** Behaviour of a check on roles. What Kubernetes would refuse to decode is never a pass. */
export function onRole(
  faultsOf: (judged: JudgedRole, context: CheckContext, object: KubernetesObject) => readonly Fault[],
): Evaluate<KubernetesObject> {
  return (object, context) => withWrongTypes(faultsOf(judgedRole(object, context.inventory), context, object), decodedRole(object));
}

/** Behaviour of a check on each rule of a role by itself. */
export function onRule(
  faultsOf: (judged: JudgedRule, role: Role, context: CheckContext) => readonly Fault[] | Fault | undefined,
): Evaluate<KubernetesObject> {
  return onRole(({ role, rules }, context) => rules.flatMap((judged) => faultsOf(judged, role, context) ?? []));
}

/** Behaviour of a check on bindings. */
export function onBinding(
  faultsOf: (binding: Binding, context: CheckContext, object: KubernetesObject) => readonly Fault[],
): Evaluate<KubernetesObject> {
  return (object, context) => {
    const decoded = decodedBinding(object);
    return withWrongTypes(faultsOf(decoded.value, context, object), decoded);
  };
}

function withWrongTypes(faults: readonly Fault[], { wrongTypes: [wrong] }: Decoded<unknown>): readonly Outcome[] {
  if (wrong === undefined || faults.length > 0) return faults;
  return [
    {
      kind: 'undecided',
      path: wrong.path,
      reason: 'a field has a wrong type',
      detail: `expected ${wrong.expected}, found ${wrong.found}`,
      missing: 'an object that Kubernetes can decode',
    },
  ];
}

const policyOf = perInventory((inventory) => {
  const roles = ['Role', 'ClusterRole'].flatMap((kind) => objectsOfKind(inventory, kind, group)).map((object) => decodedRole(object).value);
  return createPolicy(aggregate([...roles, ...bootstrapRoles(inventory.version).values()]), []);
});

/** All roles and bindings of the inventory, with the roles that are built in. */
export const rbacOf = perInventory((inventory) =>
  createPolicy(
    [...policyOf(inventory).roles.values()],
    placedBindings(inventory).map(({ binding }) => binding),
  ),
);

/** The role that a binding grants: one of the inventory, else one that is built in; undefined where neither has it. */
export function grantedRole(binding: Binding, inventory: Inventory): Role | undefined {
  return roleOf(policyOf(inventory), binding);
}

const bindingsOf = perInventory((inventory) =>
  Map.groupBy(
    placedBindings(inventory).map(({ binding }) => binding),
    ({ namespace, roleRef }) => (roleRef.kind === 'Role' ? `${namespace}/${roleRef.name}` : `/${roleRef.name}`),
  ),
);

/** Every binding of the inventory, with its object. */
export const placedBindings = perInventory((inventory): readonly { readonly object: KubernetesObject; readonly binding: Binding }[] =>
  ['RoleBinding', 'ClusterRoleBinding']
    .flatMap((kind) => objectsOfKind(inventory, kind, group))
    .map((object) => ({ object, binding: decodedBinding(object).value })),
);

/** Fields of roles and bindings that Kubernetes would refuse to decode. */
export const rbacWrongTypes = perInventory((inventory): readonly { readonly object: KubernetesObject; readonly wrong: Refusal }[] => {
  const decoded = (kinds: readonly string[], decode: (object: KubernetesObject) => Decoded<unknown>) =>
    kinds
      .flatMap((kind) => objectsOfKind(inventory, kind, group))
      .flatMap((object) => decode(object).wrongTypes.map((wrong) => ({ object, wrong })));
  return [...decoded(['Role', 'ClusterRole'], decodedRole), ...decoded(['RoleBinding', 'ClusterRoleBinding'], decodedBinding)];
});

/** Every role of the inventory, with its object. */
export const placedRoles = perInventory((inventory): readonly { readonly object: KubernetesObject; readonly role: Role }[] =>
  ['Role', 'ClusterRole']
    .flatMap((kind) => objectsOfKind(inventory, kind, group))
    .map((object) => ({ object, role: decodedRole(object).value })),
);

/** The bindings of the inventory that grant a role. */
export function bindingsTo({ namespace, name }: Role, inventory: Inventory): readonly Binding[] {
  return bindingsOf(inventory).get(`${namespace}/${name}`) ?? [];
}

/** Whether a ClusterRole may hold in the whole cluster: unless all that binds it here are RoleBindings. */
export function isClusterWide(role: Role, inventory: Inventory): boolean {
  const bindings = bindingsTo(role, inventory);
  return role.namespace === '' && (bindings.length === 0 || bindings.some(({ namespace }) => namespace === ''));
}

/** The ClusterRoles that gather others: those of the inventory, and those that are built in. */
export const rolesWithSelectors = perInventory((inventory) => [
  ...rolesOf(inventory).clusterRoles.filter(({ aggregates }) => aggregates !== undefined),
  ...[...bootstrapRoles(inventory.version).values()].filter(({ aggregates }) => aggregates !== undefined),
]);

const publicRules: readonly PolicyRule[] = [
  { verbs: ['get'], apiGroups: [''], resources: ['configmaps'], resourceNames: ['cluster-info'], nonResourceURLs: [] },
];

/** Whether a binding grants nothing but what Kubernetes itself grants to everybody. */
export function grantsOnlyPublic(binding: Binding, inventory: Inventory): boolean {
  const role = grantedRole(binding, inventory);
  const builtIn = bootstrapRoles(inventory.version);
  const granted = ['system:public-info-viewer', 'system:basic-user', 'system:discovery', 'system:service-account-issuer-discovery'];
  return role !== undefined && covers([...publicRules, ...granted.flatMap((name) => builtIn.get(`/${name}`)?.rules ?? [])], role.rules);
}

/** Namespaces and names of the roles that the inventory has besides those that are built in. */
const placesOfRoles = perInventory((inventory) => {
  const builtIn = bootstrapRoles(inventory.version);
  const own = [...policyOf(inventory).roles.values()].filter(({ namespace, name }) => !builtIn.has(`${namespace}/${name}`));
  return { namespaces: new Set(own.map(({ namespace }) => namespace)), names: new Set(own.map(({ name }) => name)) };
});

/**
 * Whether the role of a binding would be among the objects if it existed. Files may be a part of what is applied: they are
 * taken for the whole where they have roles of that kind for that namespace, or one of that name in the wrong place.
 */
export function knowsRolesFor({ namespace, roleRef }: Binding, inventory: Inventory): boolean {
  const { namespaces, names } = placesOfRoles(inventory);
  return namespaces.has(roleRef.kind === 'Role' ? namespace : '') || names.has(roleRef.name);
}
