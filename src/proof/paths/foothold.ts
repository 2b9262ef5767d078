// SPDX-License-Identifier: Apache-2.0
// What an attacker may hold: an identity, the inside of a pod, a node, the right to something. These are the points of the graph.

export type FootholdKind =
  | 'internet'
  /** The inside of the pods of a workload: all pods of one template are one foothold. */
  | 'workload'
  | 'user'
  | 'group'
  | 'serviceAccount'
  | 'binding'
  /** The rights of a role in a scope. */
  | 'role'
  /** Root on a node; `a node` is one that nobody chose, `any node` is one of the attacker's choice. */
  | 'node'
  /** The credential of a kubelet. */
  | 'kubelet'
  | 'secret'
  /** Hubs: each stands for all of its kind, so that edges stay as many as objects. */
  | 'secrets'
  | 'serviceAccounts'
  | 'pods'
  | 'newPods'
  | 'roles'
  | 'everything'
  | 'identities'
  /** What an address of the network may connect to. */
  | 'network'
  | 'clusterAdmin';

export interface Foothold {
  /** Its place among the footholds of its graph. */
  readonly id: number;
  readonly kind: FootholdKind;
  /** Unique, and how it is told: `ServiceAccount shop/web`, `any node`. */
  readonly name: string;
  /** '' where it belongs to no namespace. */
  readonly namespace: string;
}

/** Makes each foothold once. A scope of '' is the whole cluster. */
export class Footholds {
  readonly all: Foothold[] = [];
  readonly #byName = new Map<string, Foothold>();

  #at(kind: FootholdKind, name: string, namespace = ''): Foothold {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const made = { id: this.all.length, kind, name, namespace };
    this.all.push(made);
    this.#byName.set(name, made);
    return made;
  }

  named(name: string): Foothold | undefined {
    return this.#byName.get(name);
  }

  readonly internet = (): Foothold => this.#at('internet', 'the internet');
  readonly clusterAdmin = (): Foothold => this.#at('clusterAdmin', 'cluster-admin');
  readonly workload = (kind: string, namespace: string, name: string): Foothold =>
    this.#at('workload', `${kind} ${namespace}/${name}`, namespace);
  readonly user = (name: string): Foothold => this.#at('user', `User ${name}`);
  readonly group = (name: string): Foothold => this.#at('group', `Group ${name}`);
  readonly serviceAccount = (namespace: string, name: string): Foothold =>
    this.#at('serviceAccount', `ServiceAccount ${namespace}/${name}`, namespace);
  readonly binding = (namespace: string, name: string): Foothold =>
    this.#at('binding', namespace === '' ? `ClusterRoleBinding ${name}` : `RoleBinding ${namespace}/${name}`, namespace);

  /** The rights of a role in a scope: `ClusterRole edit`, `ClusterRole edit in shop`, `Role shop/deployer`. */
  readonly role = (roleNamespace: string, name: string, scope: string): Foothold => {
    const own = roleNamespace === '' ? `ClusterRole ${name}` : `Role ${roleNamespace}/${name}`;
    return this.#at('role', roleNamespace === '' && scope !== '' ? `${own} in ${scope}` : own, scope);
  };

  readonly node = (name: string): Foothold => this.#at('node', `node ${name}`);
  readonly someNode = (): Foothold => this.#at('node', 'a node');
  readonly controlPlaneNode = (): Foothold => this.#at('node', 'a node of the control plane');
  readonly anyNode = (): Foothold => this.#at('node', 'any node');
  readonly kubelet = (name: string): Foothold => this.#at('kubelet', `kubelet of ${name}`);
  readonly someKubelet = (): Foothold => this.#at('kubelet', 'kubelet of a node');
  readonly anyKubelet = (): Foothold => this.#at('kubelet', 'kubelet of any node');
  readonly secret = (namespace: string, name: string): Foothold => this.#at('secret', `Secret ${namespace}/${name}`, namespace);
  readonly secrets = (scope: string): Foothold => this.#hub('secrets', 'Secrets', scope);
  readonly serviceAccounts = (scope: string): Foothold => this.#hub('serviceAccounts', 'ServiceAccounts', scope);
  /** Running pods, entered. */
  readonly pods = (scope: string): Foothold => this.#hub('pods', 'Pods', scope);
  /** Pods that the attacker defines. */
  readonly newPods = (scope: string): Foothold => this.#at('newPods', scope === '' ? 'new Pods anywhere' : `new Pods in ${scope}`, scope);
  /** The Roles of a namespace, each with its rights there. */
  readonly roles = (scope: string): Foothold => this.#hub('roles', 'Roles', scope);
  readonly everything = (scope: string): Foothold =>
    scope === '' ? this.clusterAdmin() : this.#at('everything', `every right in ${scope}`, scope);
  readonly anyNamespace = (): Foothold => this.#at('everything', 'every right in any namespace');
  /** Whoever a certificate may name: the API server issues none with the group system:masters. */
  readonly identities = (): Foothold => this.#at('identities', 'any user and group but system:masters');
  readonly users = (): Foothold => this.#at('identities', 'any user');
  readonly network = (name: string): Foothold => this.#at('network', name);

  #hub(kind: FootholdKind, plural: string, scope: string): Foothold {
    return this.#at(kind, scope === '' ? `all ${plural}` : `all ${plural} of ${scope}`, scope);
  }
}
