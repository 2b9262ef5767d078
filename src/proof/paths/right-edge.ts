// SPDX-License-Identifier: Apache-2.0
// Edges by what RBAC allows. A kind says what it needs and where it leads; here it is asked of every role in its scope, and, where it
// needs several permissions, of every identity that has them from several bindings.
import type { Edge, EdgeKind, Step } from './edge.ts';
import type { Removable } from './removable.ts';
import { defineEdge } from './edge.ts';
import type { Foothold } from './foothold.ts';
import { holdsName, joinNames, type Names, namesHeld, type Permission, ruleHolding } from './rights.ts';
import type { Holding, Identity, PlacedBinding, World } from './world.ts';

/** What is held, be it by one role or by all bindings of an identity. */
export interface Rights {
  /** Where something is held: '' the whole cluster, or a namespace. */
  readonly scopes: readonly string[];
  /** For which objects, by what is held in the scope or in the whole cluster. */
  readonly names: (permission: Permission, scope: string) => Names | undefined;
  readonly held: readonly Holding[];
}

/** What an edge rests on: a permission, or that a role is bound. */
export type Use = PermissionUse | { readonly holding: Holding };

interface PermissionUse {
  readonly permission: Permission;
  readonly scope: string;
  /** Left out: for whatever object. */
  readonly name?: string;
}

export interface Target {
  readonly to: Foothold;
  readonly how: string;
  readonly assumes?: readonly string[];
  readonly uses: readonly Use[];
  /** What takes the edge away besides the bindings. */
  readonly removables?: readonly Removable[];
}

/** `scope` is one of `rights.scopes`. */
export type TargetsOf = (rights: Rights, scope: string, world: World) => readonly Target[];

export interface RightEdgeKind extends EdgeKind {
  readonly targetsOf: TargetsOf;
  /** Whether an identity may have it from several bindings. */
  readonly isJoint: boolean;
  readonly permissions: readonly Permission[];
}

export function isRightEdge(kind: EdgeKind): kind is RightEdgeKind {
  return 'targetsOf' in kind;
}

type Described = Pick<EdgeKind, 'id' | 'title' | 'reason' | 'condition' | 'references'>;

/** An edge that several permissions together open. */
export function jointEdge(described: Described & Pick<RightEdgeKind, 'permissions' | 'targetsOf'>): EdgeKind {
  const kind: RightEdgeKind = { ...described, length: 1, isJoint: true, stepsOf: () => [] };
  return defineEdge(kind);
}

/** An edge that one permission opens: `to` names where it leads for all objects of a scope, `toNamed` for a single one. */
export function rightEdge({
  permission,
  may,
  to,
  toNamed = () => undefined,
  assumes = () => [],
  clusterWide = false,
  ...described
}: Described & {
  readonly permission: Permission | ((world: World) => Permission);
  /** After "may": `create Pods`. */
  readonly may: string;
  readonly to: (scope: string, world: World) => Foothold | undefined;
  readonly toNamed?: (name: string, scope: string, world: World) => readonly Foothold[] | undefined;
  readonly assumes?: (scope: string, world: World) => readonly string[];
  /** Of resources without a namespace. */
  readonly clusterWide?: boolean;
}): EdgeKind {
  const targetsOf: TargetsOf = (rights, scope, world) => {
    if (clusterWide && scope !== '') return [];
    const wanted = typeof permission === 'function' ? permission(world) : permission;
    const names = rights.names(wanted, scope);
    if (names === undefined) return [];
    const where = scope === '' || clusterWide ? '' : ` in ${scope}`;
    if (names === 'every') {
      const target = to(scope, world);
      return target === undefined
        ? []
        : [{ to: target, how: `may ${may}${where}`, assumes: assumes(scope, world), uses: [{ permission: wanted, scope }] }];
    }
    return [...names].flatMap((name) =>
      (toNamed(name, scope, world) ?? []).map((target) => ({
        to: target,
        how: `may ${may} named ${name}${where}`,
        assumes: assumes(scope, world),
        uses: [{ permission: wanted, scope, name }],
      })),
    );
  };
  const kind: RightEdgeKind = { ...described, length: 1, isJoint: false, permissions: [], targetsOf, stepsOf: () => [] };
  return defineEdge(kind);
}

function rightsOfHolding(holding: Holding): Rights {
  const { role, scope } = holding;
  return {
    scopes: [scope],
    held: [holding],
    names: (permission, where) => (scope === '' || scope === where ? namesHeld(role, permission) : undefined),
  };
}

function rightsOfIdentity({ held }: Identity): Rights {
  const holdings = held.map(({ holding }) => holding);
  return {
    scopes: [...new Set(holdings.map(({ scope }) => scope))],
    held: holdings,
    names: (permission, where) =>
      joinNames(holdings.map(({ role, scope }) => (scope === '' || scope === where ? namesHeld(role, permission) : undefined))),
  };
}

/** The edges of one role in its scope. */
export function edgesOfHolding(kind: RightEdgeKind, holding: Holding, world: World): Edge[] {
  const rights = rightsOfHolding(holding);
  return kind.targetsOf(rights, holding.scope, world).map(({ to, how, assumes = [], removables = [], uses }) => ({
    kind,
    from: holding.foothold,
    to,
    how,
    assumes,
    removables,
    ...placeOf(holding, uses, world),
  }));
}

/** The rule that allows it, where the input has the role. */
function placeOf({ role }: Holding, [use]: readonly Use[], { roleObjects }: World): Pick<Step, 'object' | 'pointer'> {
  const object = roleObjects.get(`${role.namespace}/${role.name}`);
  if (object === undefined) return {};
  const index = use === undefined || 'holding' in use ? -1 : ruleHolding(role, use.permission, use.name);
  // The rules of an aggregated role stand in others.
  return { object, pointer: index < 0 || role.aggregates !== undefined ? '/rules' : `/rules/${index}` };
}

/** The edges that an identity has by several bindings and by none of them alone. */
export function edgesOfIdentity(kinds: readonly RightEdgeKind[], identity: Identity, world: World): Edge[] {
  if (identity.held.length < 2) return [];
  const rights = rightsOfIdentity(identity);
  return kinds.flatMap((kind) => {
    const parts = identity.held.filter(({ holding }) =>
      kind.permissions.some((permission) => namesHeld(holding.role, permission) !== undefined),
    );
    if (parts.length === 0 || identity.held.length < 2) return [];
    const alone = new Set(
      identity.held.flatMap(({ holding }) => kind.targetsOf(rightsOfHolding(holding), holding.scope, world).map(({ to }) => to.id)),
    );
    return rights.scopes
      .flatMap((scope) => kind.targetsOf(rights, scope, world))
      .filter(({ to }) => !alone.has(to.id))
      .flatMap((target) => stepsByUses(identity, target).map((step) => ({ ...step, kind })));
  });
}

function gives({ role, scope }: Holding, use: PermissionUse): boolean {
  if (scope !== '' && scope !== use.scope) return false;
  const names = namesHeld(role, use.permission);
  return use.name === undefined ? names !== undefined : holdsName(names, use.name);
}

/** More ways than these to combine bindings are told as one edge that no single removal takes away. */
const mostCombinations = 16;

/** One step for each combination of bindings that holds all that is used; taking one of its bindings away takes it away. */
function stepsByUses({ foothold, held }: Identity, { to, how, assumes = [], uses, removables: others = [] }: Target): Step[] {
  const ways = uses.map((use) => held.filter(({ holding }) => ('holding' in use ? holding === use.holding : gives(holding, use))));
  const count = ways.reduce((product, { length }) => product * length, 1);
  const step = (bindings: readonly PlacedBinding[]): Step => {
    const bound = [...new Set(bindings)].flatMap(({ removable }): readonly Removable[] => (removable === undefined ? [] : [removable]));
    const removables = [...others, ...bound];
    const told = [...new Set(bindings.map((one) => one.foothold.name))].join(' and ');
    return {
      from: foothold,
      to,
      how: `${how}, by ${told}`,
      assumes: [...assumes, ...new Set(bindings.flatMap((one) => one.assumes))],
      removables,
    };
  };
  if (count > mostCombinations) return [{ from: foothold, to, how, assumes, removables: others }];
  return ways.reduce<PlacedBinding[][]>((sets, way) => sets.flatMap((set) => way.map(({ by }) => [...set, by])), [[]]).map(step);
}
