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

/** The user that a ServiceAccount is to the API server. */
export function serviceAccountUser(namespace: string, name: string): User {
  return {
    name: `system:serviceaccount:${namespace}:${name}`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
  };
}

/** The first of the subjects that the user is; -1 where there is none. `namespace` is the binding's, '' for a ClusterRoleBinding. */
export function indexOfSubject(subjects: readonly Subject[], user: User, namespace: string): number {
  return subjects.findIndex((subject) => isSubject(subject, user, namespace));
}

function isSubject(subject: Subject, user: User, bindingNamespace: string): boolean {
  switch (subject.kind) {
    case 'User':
      return subject.name === user.name;
    case 'Group':
      return user.groups.includes(subject.name);
    case 'ServiceAccount': {
      const namespace = subject.namespace || bindingNamespace;
      return namespace !== '' && user.name === `system:serviceaccount:${namespace}:${subject.name}`;
    }
    default:
      return false;
  }
}
