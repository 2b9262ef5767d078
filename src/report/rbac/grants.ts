// SPDX-License-Identifier: Apache-2.0
// Bindings, roles and rules in words, with their places.
import type { Binding, Grant, PolicyRule, Role, Subject } from '../../engines/rbac/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import { isBuiltInRole, type Place, placeOfBinding, placeOfRule } from '../../proof/permissions/places.ts';
import { type Placed, type Position, positionsOf, type TextOf } from '../places.ts';

/** `ClusterRoleBinding/ops`, `RoleBinding/shop/ops`. */
export function bindingName({ namespace, name }: Binding): string {
  return namespace === '' ? `ClusterRoleBinding/${name}` : `RoleBinding/${namespace}/${name}`;
}

export function roleName({ namespace, name }: Role): string {
  return namespace === '' ? `ClusterRole/${name}` : `Role/${namespace}/${name}`;
}

/** `ClusterRole/view`: what a binding refers to, be it there or not. */
export function roleRefName({ namespace, roleRef }: Binding): string {
  return roleRef.kind === 'Role' ? `Role/${namespace}/${roleRef.name}` : `${roleRef.kind}/${roleRef.name}`;
}

/** `User alice`, `ServiceAccount shop/api`. */
export function holderName({ kind, namespace, name }: Subject): string {
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
}

/** `get, list on pods, deployments.apps named web`. */
export function ruleText({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  const onResources =
    resources.length === 0
      ? ''
      : `${resourcesText(apiGroups, resources)}${resourceNames.length === 0 ? '' : ` named ${resourceNames.join(', ')}`}`;
  const what = [onResources, nonResourceURLs.join(', ')].filter((text) => text !== '').join(' and ');
  return `${verbs.map((verb) => (verb === '*' ? 'every verb' : verb)).join(', ')} on ${what}`;
}

function resourcesText(groups: readonly string[], resources: readonly string[]): string {
  if (groups.includes('*')) return resources.includes('*') ? 'every resource' : `${resources.join(', ')} of every group`;
  const [only] = groups;
  const list = resources.includes('*') ? 'every resource' : resources.join(', ');
  if (groups.length > 1 || resources.includes('*'))
    return `${list} of ${groups.map((group) => (group === '' ? 'core' : group)).join(', ')}`;
  return only === '' || only === undefined ? list : resources.map((resource) => withGroup(resource, only)).join(', ');
}

function withGroup(resource: string, group: string): string {
  const slash = resource.indexOf('/');
  return slash < 0 ? `${resource}.${group}` : `${resource.slice(0, slash)}.${group}${resource.slice(slash)}`;
}

/** Where things are: `roles.yaml:12`, `cluster prod`, or Kubernetes itself. */
export interface Where {
  readonly text: string;
  readonly source: string;
  readonly line?: number;
}

export interface GrantPlaces {
  readonly rule: (grant: Grant) => Where;
  readonly binding: (binding: Binding) => Where;
}

/** The places of what grants something, and of bindings besides, found together so that each document is opened once. */
export function grantPlaces(inventory: Inventory, grants: readonly Grant[], bindings: readonly Binding[], textOf: TextOf): GrantPlaces {
  const placed = new Map<PolicyRule | Binding, Placed>();
  const put = (key: PolicyRule | Binding, place: Place | undefined) => {
    if (place !== undefined && !placed.has(key)) placed.set(key, { origin: place.object.origin, path: place.path });
  };
  for (const grant of grants) put(grant.rule, placeOfRule(inventory, grant));
  for (const binding of [...grants.map((grant) => grant.binding), ...bindings]) put(binding, placeOfBinding(inventory, binding));
  const positions = positionsOf([...placed.values()], textOf);
  return {
    rule: (grant) => {
      const where = whereOf(placed.get(grant.rule), positions);
      return where ?? { text: isBuiltInRole(inventory, grant.role) ? 'built in' : '', source: '' };
    },
    binding: (binding) => whereOf(placed.get(binding), positions) ?? { text: '', source: '' },
  };
}

function whereOf(place: Placed | undefined, positions: ReadonlyMap<Placed, Position>): Where | undefined {
  if (place === undefined) return undefined;
  const { origin } = place;
  if (origin.kind === 'cluster') return { text: `cluster ${origin.context}`, source: `cluster ${origin.context}` };
  const line = positions.get(place)?.line;
  return line === undefined
    ? { text: origin.source, source: origin.source }
    : { text: `${origin.source}:${line}`, source: origin.source, line };
}

export function grantData(grant: Grant, places: GrantPlaces): object {
  const { binding, role, rule, ruleIndex } = grant;
  const data = ({ source, line }: Where) => ({ source: source === '' ? null : source, line: line ?? null });
  return {
    binding: bindingName(binding),
    bindingAt: data(places.binding(binding)),
    role: roleName(role),
    rule: ruleIndex,
    ruleAt: data(places.rule(grant)),
    allows: rule,
  };
}
