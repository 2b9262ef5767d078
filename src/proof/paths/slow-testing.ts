// SPDX-License-Identifier: Apache-2.0
// What can be reached, found the plain way: whoever is held tries every request there is, one by one, until nothing new comes of it. No
// hubs, no names kept apart, no graph. For small clusters whose objects are all told.
import { authorize, createPolicy, type Policy, type Role, serviceAccountUser, type User } from '../../engines/rbac/index.ts';
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { placedBindings, placedRoles } from '../../posture/facts/rbac.ts';
import { automountsToken, serviceAccountOf } from '../../posture/facts/service-account.ts';

/** Somebody who asks the API server, by the rights that he has in this policy. */
interface Asker {
  readonly user: User;
  readonly policy: Policy;
}

const rbac = 'rbac.authorization.k8s.io';
/** A name that nothing has. */
const unheard = 'unheard-of';

export function slowlyReached(inventory: Inventory, source: string): ReadonlySet<string> {
  const bindings = placedBindings(inventory).map(({ binding }) => binding);
  const roles = placedRoles(inventory).map(({ role }) => role);
  const policy = createPolicy(roles, bindings);
  const namespaces = objectsOfKind(inventory, 'Namespace', '').map(({ name }) => name);
  const accounts = objectsOfKind(inventory, 'ServiceAccount', '');
  const users = [...new Set(bindings.flatMap(({ subjects }) => subjects.flatMap(({ kind, name }) => (kind === 'User' ? name : []))))];
  const groups = [...new Set(bindings.flatMap(({ subjects }) => subjects.flatMap(({ kind, name }) => (kind === 'Group' ? name : []))))];
  const reached = new Set<string>();
  const askers = new Map<string, Asker>();
  const queue: string[] = [];
  const reach = (name: string, asker?: Asker) => {
    if (reached.has(name)) return;
    reached.add(name);
    if (asker !== undefined) askers.set(name, asker);
    queue.push(name);
  };
  const beUser = (name: string) => reach(`User ${name}`, { user: { name, groups: ['system:authenticated'] }, policy });
  const beAccount = (namespace: string, name: string) =>
    reach(`ServiceAccount ${namespace}/${name}`, { user: serviceAccountUser(namespace, name), policy });
  const beGroup = (name: string) =>
    reach(`Group ${name}`, { user: { name: unheard, groups: [...new Set([name, ...impliedBy(name)])] }, policy });
  const beHolder = (role: Role, scope: string) => {
    const roleRef = { kind: role.namespace === '' ? 'ClusterRole' : 'Role', name: role.name };
    const own = { namespace: scope, name: unheard, subjects: [{ kind: 'User', name: unheard, namespace: '' }], roleRef };
    reach(`${roleRef.kind} ${role.name} in ${scope}`, { user: { name: unheard, groups: [] }, policy: createPolicy(roles, [own]) });
  };
  const accountsIn = (namespace: string) => {
    for (const account of accounts) if (account.namespace === namespace) beAccount(namespace, account.name);
  };
  /** The names of Pods that controllers make are not told. */
  const podsIn = (namespace: string | undefined, isMeant?: (name: string) => boolean) => {
    for (const { object } of inventory.workloads)
      if (
        (namespace === undefined || object.namespace === namespace) &&
        (isMeant === undefined || (object.kind === 'Pod' && isMeant(object.name)))
      )
        reach(`${object.kind} ${object.namespace}/${object.name}`);
  };
  const admitsPrivileged = (namespace: string) => {
    const labels = objectsOfKind(inventory, 'Namespace', '').find(({ name }) => name === namespace)?.labels ?? {};
    return ['privileged', undefined].includes(labels['pod-security.kubernetes.io/enforce']);
  };
  const runIn = (namespace: string) => {
    accountsIn(namespace);
    if (admitsPrivileged(namespace)) reach('any node');
  };
  const everythingIn = (namespace: string) => {
    runIn(namespace);
    podsIn(namespace);
    // The label that would refuse a privileged Pod is one of the things.
    reach('any node');
  };
  const administer = () => {
    reach('cluster-admin');
    reach('any node');
    for (const namespace of namespaces) everythingIn(namespace);
  };

  const ask = ({ user, policy: own }: Asker) => {
    const may = (verb: string, apiGroup: string, place: string, namespace = '', name = ''): boolean => {
      const [resource = '', subresource = ''] = place.split('/');
      return authorize(own, user, { kind: 'resource', verb, apiGroup, resource, subresource, name, namespace }) !== undefined;
    };
    const mayOne = (verbs: readonly string[], apiGroup: string, place: string, namespace: string, name: string) =>
      verbs.some((verb) => may(verb, apiGroup, place, namespace, name));
    // A ServiceAccount need not exist to be impersonated.
    const named = roles.flatMap(({ rules }) => rules.flatMap(({ resourceNames }) => resourceNames));
    const names = [unheard, ...new Set([...inventory.objects.map(({ name }) => name), ...named])];
    const mayAny = (verbs: readonly string[], apiGroup: string, place: string, namespace: string) =>
      names.some((name) => mayOne(verbs, apiGroup, place, namespace, name));
    const isBound = (kind: string, name: string, scope: string) =>
      [...own.clusterBindings, ...[...own.bindingsByNamespace.values()].flat()].some(
        (binding) =>
          binding.roleRef.kind === kind &&
          binding.roleRef.name === name &&
          binding.namespace === scope &&
          authorize(createPolicy([{ ...probe, namespace: kind === 'Role' ? scope : '', name }], [binding]), user, {
            kind: 'resource',
            ...probed,
            namespace: scope,
          }) !== undefined,
      );

    if (user.groups.includes('system:masters') || may(unheard, unheard, unheard)) return administer();
    for (const name of users) if (may('impersonate', '', 'users', '', name)) beUser(name);
    const isSomebody =
      may('impersonate', '', 'users', '', unheard) ||
      names.some((name) => may('impersonate', '', 'users', '', name)) ||
      namespaces.some((namespace) => names.some((name) => may('impersonate', '', 'serviceaccounts', namespace, name)));
    if (isSomebody) for (const name of ['system:masters', ...groups]) if (may('impersonate', '', 'groups', '', name)) beGroup(name);
    if (may('get', '', 'nodes/proxy', '', unheard)) podsIn(undefined);
    const approves = ['kubernetes.io/kube-apiserver-client', 'kubernetes.io/*'].some((name) =>
      may('approve', 'certificates.k8s.io', 'signers', '', name),
    );
    if (
      approves &&
      may('create', 'certificates.k8s.io', 'certificatesigningrequests') &&
      mayOne(['update', 'patch'], 'certificates.k8s.io', 'certificatesigningrequests/approval', '', unheard)
    ) {
      for (const name of users) beUser(name);
      for (const name of groups) if (name !== 'system:masters') beGroup(name);
      for (const { namespace, subjects } of bindings)
        for (const subject of subjects) if (subject.kind === 'ServiceAccount') beAccount(subject.namespace || namespace, subject.name);
    }
    for (const role of roles) {
      if (role.namespace !== '') continue;
      const held = bindings.some(
        ({ namespace, name, roleRef }) =>
          namespace === '' &&
          roleRef.kind === 'ClusterRole' &&
          roleRef.name === role.name &&
          mayOne(['update', 'patch'], rbac, 'clusterrolebindings', '', name),
      );
      if (may('bind', rbac, 'clusterroles', '', role.name) && (held || may('create', rbac, 'clusterrolebindings'))) beHolder(role, '');
      if (!may('escalate', rbac, 'clusterroles', '', role.name) || !mayOne(['update', 'patch'], rbac, 'clusterroles', '', role.name))
        continue;
      if (isBound('ClusterRole', role.name, '')) administer();
      for (const namespace of namespaces) if (isBound('ClusterRole', role.name, namespace)) everythingIn(namespace);
    }

    for (const namespace of namespaces) {
      if (may(unheard, unheard, unheard, namespace)) everythingIn(namespace);
      const mayWrite = (group: string, place: string, kind: string) =>
        mayOne(['update', 'patch'], group, place, namespace, unheard) ||
        objectsOfKind(inventory, kind, group).some(
          (object) => object.namespace === namespace && mayOne(['update', 'patch'], group, place, namespace, object.name),
        );
      const runs =
        may('create', '', 'pods', namespace) ||
        may('create', 'apps', 'deployments', namespace) ||
        mayWrite('apps', 'deployments', 'Deployment') ||
        may('create', 'batch', 'jobs', namespace) ||
        mayWrite('batch', 'jobs', 'Job');
      if (runs) runIn(namespace);
      if (runs && mayOne(['update', 'patch'], '', 'namespaces', namespace, namespace)) reach('any node');
      if (runs && may('create', '', 'persistentvolumes') && may('create', '', 'persistentvolumeclaims', namespace)) reach('any node');
      for (const [verb, place] of [
        ['create', 'pods/exec'],
        ['patch', 'pods/ephemeralcontainers'],
        ['patch', 'pods'],
      ] as const) {
        if (may(verb, '', place, namespace, unheard)) podsIn(namespace);
        else podsIn(namespace, (name) => may(verb, '', place, namespace, name));
      }
      const isDebugged = inventory.workloads.some(
        ({ object }) =>
          object.kind === 'Pod' && object.namespace === namespace && may('patch', '', 'pods/ephemeralcontainers', namespace, object.name),
      );
      const debugsAny = may('patch', '', 'pods/ephemeralcontainers', namespace, unheard);
      const hasPods = inventory.workloads.some(({ object }) => object.namespace === namespace);
      if ((isDebugged || (debugsAny && hasPods)) && admitsPrivileged(namespace)) reach('a node');
      for (const { namespace: of, name } of accounts) {
        if (of !== namespace) continue;
        if (may('create', '', 'serviceaccounts/token', namespace, name) || may('impersonate', '', 'serviceaccounts', namespace, name))
          beAccount(namespace, name);
      }
      if (may('create', '', 'secrets', namespace) && mayAny(['get', 'list', 'watch'], '', 'secrets', namespace)) accountsIn(namespace);
      for (const role of roles) {
        if (role.namespace !== '' && role.namespace !== namespace) continue;
        const kind = role.namespace === '' ? 'ClusterRole' : 'Role';
        const resource = role.namespace === '' ? 'clusterroles' : 'roles';
        const held = bindings.some(
          (binding) =>
            binding.namespace === namespace &&
            binding.roleRef.kind === kind &&
            binding.roleRef.name === role.name &&
            mayOne(['update', 'patch'], rbac, 'rolebindings', namespace, binding.name),
        );
        if (may('bind', rbac, resource, namespace, role.name) && (held || may('create', rbac, 'rolebindings', namespace)))
          beHolder(role, namespace);
        if (kind === 'Role' && isBound(kind, role.name, namespace) && may('escalate', rbac, 'roles', namespace, role.name)) {
          if (mayOne(['update', 'patch'], rbac, 'roles', namespace, role.name)) everythingIn(namespace);
        }
      }
      const bindsAll = may('bind', rbac, 'clusterroles', namespace, unheard) && may('create', rbac, 'rolebindings', namespace);
      // cluster-admin is there in every cluster.
      if (bindsAll) everythingIn(namespace);
      const writesNew = may('create', rbac, 'roles', namespace) && mayOne(['update', 'patch'], rbac, 'roles', namespace, unheard);
      if (writesNew && may('escalate', rbac, 'roles', namespace, unheard) && may('create', rbac, 'rolebindings', namespace))
        everythingIn(namespace);
    }
    const bindsEverywhere = may('bind', rbac, 'clusterroles', '', 'cluster-admin');
    if (
      bindsEverywhere &&
      (may('create', rbac, 'clusterrolebindings') || mayOne(['update', 'patch'], rbac, 'clusterrolebindings', '', 'cluster-admin'))
    )
      administer();
  };

  const [kind = '', own = ''] = source.split(' ');
  const [first = '', second = ''] = own.split('/');
  if (kind === 'User') beUser(own);
  else if (kind === 'Group') beGroup(own);
  else if (kind === 'ServiceAccount') beAccount(first, second);
  else reach(source);
  for (const name of queue) {
    const asker = askers.get(name);
    if (asker !== undefined) ask(asker);
    if (name === 'any node' || name === 'a node') {
      for (const { object, spec } of inventory.workloads) beAccount(object.namespace, serviceAccountOf(spec));
      if (name === 'any node') podsIn(undefined);
      if (name === 'any node') administer();
    }
    for (const workload of inventory.workloads) {
      const { object, spec } = workload;
      if (name !== `${object.kind} ${object.namespace}/${object.name}`) continue;
      if (automountsToken(workload, inventory)) beAccount(object.namespace, serviceAccountOf(spec));
      if ((spec.containers ?? []).some(({ securityContext }) => securityContext?.privileged === true)) reach('a node');
    }
  }
  return reached;
}

const probed = { verb: 'probe', apiGroup: 'probe', resource: 'probe', subresource: '', name: '' } as const;
const probe = {
  labels: {},
  rules: [{ verbs: ['probe'], apiGroups: ['probe'], resources: ['probe'], resourceNames: [], nonResourceURLs: [] }],
};

function impliedBy(group: string): string[] {
  if (group.startsWith('system:serviceaccounts')) return ['system:serviceaccounts', 'system:authenticated'];
  return ['system:authenticated'];
}
