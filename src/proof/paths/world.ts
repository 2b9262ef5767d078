// SPDX-License-Identifier: Apache-2.0
// What edges are made of: the inventory seen as identities, what they hold, pods and where they run. Everything is looked up once.
import { type Binding, bootstrapRoles, type Role, type Subject } from '../../engines/rbac/index.ts';
import type { Network } from '../../engines/network/index.ts';
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Workload } from '../../model/workload.ts';
import { isKubernetesOwn } from '../../posture/facts/rbac-holders.ts';
import { grantedRole, placedBindings, placedRoles } from '../../posture/facts/rbac.ts';
import { automountsToken, serviceAccountOf } from '../../posture/facts/service-account.ts';
import { type Foothold, Footholds } from './foothold.ts';
import type { Removable } from './removable.ts';

/** A binding, and its object; the API server's own may be known without being in the input. */
export interface PlacedBinding {
  readonly binding: Binding;
  readonly object?: KubernetesObject;
  readonly foothold: Foothold;
  /** Undefined where taking it away is no choice: the API server makes it again. */
  readonly removable?: Removable;
  readonly assumes: readonly string[];
}

/** A role in a scope: '' is the whole cluster. */
export interface Holding {
  readonly role: Role;
  readonly scope: string;
  readonly foothold: Foothold;
}

/** A subject of bindings, and what it holds by them and by the groups that it is surely in. */
export interface Identity {
  readonly foothold: Foothold;
  readonly subject: Subject;
  readonly held: readonly { readonly holding: Holding; readonly by: PlacedBinding }[];
}

/** The pods of a workload. */
export interface PodsOf {
  readonly workload: Workload;
  readonly foothold: Foothold;
  readonly namespace: string;
  readonly account: Foothold;
  readonly accountName: string;
  readonly hasToken: boolean;
  /** Nodes on which pods of it run; empty where none is told. */
  readonly nodes: readonly string[];
  /** Names of its pods, as far as they are told. */
  readonly podNames: readonly string[];
}

export interface World {
  readonly inventory: Inventory;
  readonly network: Network | undefined;
  readonly footholds: Footholds;
  readonly bindings: readonly PlacedBinding[];
  /** Grows while edges are found: a role that somebody may bind to himself is asked about, too. */
  readonly holdings: Holding[];
  readonly identities: ReadonlyMap<string, Identity>;
  /** Every namespace that the input names. */
  readonly namespaces: readonly string[];
  readonly pods: readonly PodsOf[];
  /** ServiceAccounts by namespace: those that are there, and what is taken for true of those that are only named. */
  readonly accounts: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** The nodes that are told, with their objects. */
  readonly nodes: ReadonlyMap<string, KubernetesObject | undefined>;
  /** By `namespace/name`. */
  readonly roleObjects: ReadonlyMap<string, KubernetesObject>;
  /** The rights of a role in a scope; undefined where there is no such role. */
  readonly holdingOf: (kind: string, name: string, scope: string) => Holding | undefined;
}

/** Objects of files may leave their namespace to whoever applies them. */
export function namespaceOf({ namespace }: Pick<KubernetesObject, 'namespace'>): string {
  return namespace === '' ? 'default' : namespace;
}

export function worldOf(inventory: Inventory, network?: Network): World {
  const footholds = new Footholds();
  const holdings: Holding[] = [];
  const byKey = new Map<string, Holding>();
  const holdingOf = (kind: string, name: string, scope: string): Holding | undefined => {
    const key = `${kind} ${scope}/${name}`;
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const role = grantedRole({ namespace: scope, name: '', subjects: [], roleRef: { kind, name } }, inventory);
    if (role === undefined) return undefined;
    const holding = { role, scope, foothold: footholds.role(role.namespace, role.name, scope) };
    byKey.set(key, holding);
    holdings.push(holding);
    return holding;
  };
  const bindings = bindingsOf(inventory, footholds);
  const pods = podsOf(inventory, footholds);
  return {
    inventory,
    network,
    footholds,
    bindings,
    holdings,
    identities: identitiesOf(bindings, holdingOf, footholds),
    namespaces: namespacesOf(inventory, bindings),
    pods,
    accounts: accountsOf(inventory, bindings, pods),
    nodes: nodesOf(inventory, pods),
    roleObjects: new Map(placedRoles(inventory).map(({ role, object }) => [`${role.namespace}/${role.name}`, object])),
    holdingOf,
  };
}

function bindingsOf(inventory: Inventory, footholds: Footholds): PlacedBinding[] {
  const placed = placedBindings(inventory).map(({ object, binding }): PlacedBinding => {
    const isOwn = binding.subjects.length > 0 && binding.subjects.every((subject) => isKubernetesOwn(binding, subject, inventory));
    return {
      binding,
      object,
      foothold: footholds.binding(binding.namespace, binding.name),
      ...(isOwn ? {} : { removable: bindingRemovable(binding, object) }),
      assumes: [],
    };
  });
  if (inventory.cluster !== undefined) return placed;
  // Files leave out what the API server binds by itself.
  const names = new Set(placed.filter(({ binding }) => binding.namespace === '').map(({ binding }) => binding.name));
  const own = ownBindings(inventory).filter(({ binding }) => !names.has(binding.name));
  return [...placed, ...own.map((one) => ({ ...one, foothold: footholds.binding('', one.binding.name) }))];
}

function bindingRemovable({ namespace, name }: Binding, object: KubernetesObject): Removable {
  const told = namespace === '' ? `ClusterRoleBinding ${name}` : `RoleBinding ${namespace}/${name}`;
  return { kind: 'binding', action: `remove ${told}`, object, pointer: '' };
}

const components = ['kube-controller-manager', 'kube-scheduler', 'kube-proxy'] as const;

/** What the API server binds when it starts: its components, and the controllers in kube-system. */
function ownBindings({ version }: Inventory): Omit<PlacedBinding, 'foothold'>[] {
  const prefix = 'system:controller:';
  const subjects = new Map<string, Subject>(
    components.map((name) => [
      name === 'kube-proxy' ? 'system:node-proxier' : `system:${name}`,
      { kind: 'User', name: `system:${name}`, namespace: '' },
    ]),
  );
  for (const { namespace, name } of bootstrapRoles(version).values())
    if (namespace === '' && name.startsWith(prefix))
      subjects.set(name, { kind: 'ServiceAccount', name: name.slice(prefix.length), namespace: 'kube-system' });
  return [...subjects].map(([name, subject]) => ({
    binding: { namespace: '', name, subjects: [subject], roleRef: { kind: 'ClusterRole', name } },
    assumes:
      subject.kind === 'ServiceAccount'
        ? ['the controller manager gives each controller its account (--use-service-account-credentials)']
        : [],
  }));
}

/** Unique, and the foothold of a subject; undefined for what is nobody. */
export function footholdOf({ kind, name, namespace }: Subject, bindingNamespace: string, footholds: Footholds): Foothold | undefined {
  switch (kind) {
    case 'User': {
      // A ServiceAccount may be named as the user that it is.
      const [, ofNamespace, account] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name) ?? [];
      return ofNamespace === undefined || account === undefined ? footholds.user(name) : footholds.serviceAccount(ofNamespace, account);
    }
    case 'Group':
      return footholds.group(name);
    case 'ServiceAccount':
      return (namespace || bindingNamespace) === '' ? undefined : footholds.serviceAccount(namespace || bindingNamespace, name);
    default:
      return undefined;
  }
}

/** The groups that an identity is in whatever the cluster's authentication says. */
export function groupsOf({ kind, name, namespace }: Foothold): readonly string[] {
  if (kind === 'serviceAccount') return [`system:serviceaccounts:${namespace}`, 'system:serviceaccounts', 'system:authenticated'];
  if (kind === 'user') return name === 'User system:anonymous' ? ['system:unauthenticated'] : ['system:authenticated'];
  if (kind !== 'group' || name === 'Group system:unauthenticated' || name === 'Group system:authenticated') return [];
  const [, ofNamespace] = /^Group system:serviceaccounts:(.+)$/.exec(name) ?? [];
  return ofNamespace === undefined ? ['system:authenticated'] : ['system:serviceaccounts', 'system:authenticated'];
}

function identitiesOf(
  bindings: readonly PlacedBinding[],
  holdingOf: World['holdingOf'],
  footholds: Footholds,
): ReadonlyMap<string, Identity> {
  const own = new Map<string, { foothold: Foothold; subject: Subject; held: { holding: Holding; by: PlacedBinding }[] }>();
  for (const by of bindings) {
    const { binding } = by;
    const holding = holdingOf(binding.roleRef.kind, binding.roleRef.name, binding.namespace);
    for (const subject of binding.subjects) {
      const foothold = footholdOf(subject, binding.namespace, footholds);
      if (foothold === undefined || holding === undefined) continue;
      const known = own.get(foothold.name);
      if (known === undefined) own.set(foothold.name, { foothold, subject, held: [{ holding, by }] });
      else known.held.push({ holding, by });
    }
  }
  return new Map(
    [...own].map(([name, identity]) => {
      const groups = groupsOf(identity.foothold).flatMap((group) => own.get(`Group ${group}`)?.held ?? []);
      return [name, groups.length === 0 ? identity : { ...identity, held: [...identity.held, ...groups] }];
    }),
  );
}

function podsOf(inventory: Inventory, footholds: Footholds): PodsOf[] {
  return inventory.workloads.flatMap((workload): PodsOf[] => {
    const { object, spec } = workload;
    if (object.kind === 'PodTemplate') return [];
    const namespace = namespaceOf(object);
    const live = (object.kind === 'Pod' ? [object] : workload.pods).filter((pod) => !isFinished(pod));
    if (object.kind === 'Pod' && live.length === 0) return [];
    const accountName = serviceAccountOf(spec);
    return [
      {
        workload,
        foothold: footholds.workload(object.kind, namespace, object.name),
        namespace,
        accountName,
        account: footholds.serviceAccount(namespace, accountName),
        hasToken: automountsToken(workload, inventory) || asksForToken(workload),
        nodes: [...new Set(live.flatMap(({ body }) => stringField(field(body, 'spec'), 'nodeName') ?? []))],
        podNames: live.map(({ name }) => name),
      },
    ];
  });
}

function isFinished({ body }: KubernetesObject): boolean {
  return ['Succeeded', 'Failed'].includes(stringField(field(body, 'status'), 'phase') ?? '');
}

/** A projected token that names no audience is one for the API server. */
function asksForToken({ spec }: Workload): boolean {
  return (spec.volumes ?? []).some(({ projected }) =>
    (projected?.sources ?? []).some(({ serviceAccountToken: token }) => token !== undefined && (token.audience ?? '') === ''),
  );
}

function namespacesOf(inventory: Inventory, bindings: readonly PlacedBinding[]): string[] {
  const names = new Set(['kube-system']);
  for (const { name } of objectsOfKind(inventory, 'Namespace', '')) names.add(name);
  for (const kind of ['ServiceAccount', 'Secret']) for (const object of objectsOfKind(inventory, kind, '')) names.add(namespaceOf(object));
  for (const { object } of inventory.workloads) names.add(namespaceOf(object));
  for (const { role } of placedRoles(inventory)) if (role.namespace !== '') names.add(role.namespace);
  for (const { binding } of bindings) {
    if (binding.namespace !== '') names.add(binding.namespace);
    for (const { kind, namespace } of binding.subjects) if (kind === 'ServiceAccount' && namespace !== '') names.add(namespace);
  }
  return [...names].toSorted();
}

/** In a live cluster a ServiceAccount without an object does not exist, so that nobody can be it. */
function accountsOf(inventory: Inventory, bindings: readonly PlacedBinding[], pods: readonly PodsOf[]): World['accounts'] {
  const accounts = new Map<string, Map<string, readonly string[]>>();
  const put = (namespace: string, name: string, assumes: readonly string[]) => {
    const known = accounts.get(namespace);
    if (known === undefined) accounts.set(namespace, new Map([[name, assumes]]));
    else if (!known.has(name)) known.set(name, assumes);
  };
  for (const object of objectsOfKind(inventory, 'ServiceAccount', '')) put(namespaceOf(object), object.name, []);
  for (const { namespace, accountName } of pods) put(namespace, accountName, []);
  if (inventory.cluster !== undefined && !inventory.gaps.some(({ kind }) => kind === 'ServiceAccount')) return accounts;
  for (const { binding, object } of bindings) {
    for (const { kind, name, namespace: own } of binding.subjects) {
      const namespace = own || binding.namespace;
      if (kind !== 'ServiceAccount' || namespace === '') continue;
      // That controllers have accounts is said with what binds them.
      const isKnown = name === 'default' || object === undefined;
      put(namespace, name, isKnown ? [] : [`ServiceAccount ${namespace}/${name}, which is not in the input, exists`]);
    }
  }
  return accounts;
}

function nodesOf(inventory: Inventory, pods: readonly PodsOf[]): World['nodes'] {
  const nodes = new Map<string, KubernetesObject | undefined>();
  for (const object of objectsOfKind(inventory, 'Node', '')) nodes.set(object.name, object);
  for (const { nodes: names } of pods) for (const name of names) if (!nodes.has(name)) nodes.set(name, undefined);
  return nodes;
}
