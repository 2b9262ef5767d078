// SPDX-License-Identifier: Apache-2.0

/** Whom a binding names. */
export interface Subject {
  /** User, Group or ServiceAccount; of any other kind the subject is nobody. */
  readonly kind: string;
  readonly name: string;
  /** Of a ServiceAccount; '' is the namespace of the binding. */
  readonly namespace: string;
}

/** Who asks, as authentication left it. */
export interface User {
  readonly name: string;
  readonly groups: readonly string[];
}

/** The group that is allowed everything before RBAC is asked. */
export const systemMasters = 'system:masters';

/** The user that a ServiceAccount is to the API server. */
export function serviceAccountUser(namespace: string, name: string): User {
  return { name: accountUserName(namespace, name), groups: groupsOfAccount(namespace) };
}

function accountUserName(namespace: string, name: string): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

function groupsOfAccount(namespace: string): string[] {
  return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
}

/** The first of the subjects that the user is; -1 where there is none. `namespace` is the binding's, '' for a ClusterRoleBinding. */
export function indexOfSubject(subjects: readonly Subject[], user: User, namespace: string): number {
  return subjects.findIndex((subject) => {
    const key = subjectKey(subject, namespace);
    return key !== undefined && (key.isGroup ? user.groups.includes(key.name) : user.name === key.name);
  });
}

/** The name of the user or group that a subject of a binding stands for; undefined where for nobody. */
export function subjectKey(
  { kind, name, namespace }: Subject,
  bindingNamespace: string,
): { readonly isGroup: boolean; readonly name: string } | undefined {
  switch (kind) {
    case 'User':
      return { isGroup: false, name };
    case 'Group':
      return { isGroup: true, name };
    case 'ServiceAccount': {
      const place = namespace || bindingNamespace;
      return place === '' ? undefined : { isGroup: false, name: accountUserName(place, name) };
    }
    default:
      return undefined;
  }
}

/** The subject that a user or group is: a ServiceAccount where the name is that of one, however a binding writes it. */
export function subjectNamed({ isGroup, name }: { readonly isGroup: boolean; readonly name: string }): Subject {
  if (isGroup) return { kind: 'Group', name, namespace: '' };
  const [, namespace, account] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name) ?? [];
  return namespace === undefined || account === undefined
    ? { kind: 'User', name, namespace: '' }
    : { kind: 'ServiceAccount', name: account, namespace };
}

/** A user that is this subject and whatever comes with it: a ServiceAccount is in three groups, everybody who has logged in in one. */
export function userOfSubject({ kind, name, namespace }: Subject): User {
  switch (kind) {
    case 'ServiceAccount':
      return serviceAccountUser(namespace, name);
    case 'Group':
      return { name: '', groups: [name, ...groupsAround(name)] };
    default:
      return { name, groups: [name === 'system:anonymous' ? 'system:unauthenticated' : 'system:authenticated'] };
  }
}

/** The groups that every member of a group is in. */
function groupsAround(group: string): readonly string[] {
  if (group === 'system:unauthenticated' || group === 'system:authenticated') return [];
  return group.startsWith('system:serviceaccounts:') ? ['system:serviceaccounts', 'system:authenticated'] : ['system:authenticated'];
}
