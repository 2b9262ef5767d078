// SPDX-License-Identifier: Apache-2.0
// For whom roles are proposed: service accounts and users. Groups are not guessed: that all who asked for something are in one group may be
// chance.
import { bootstrapRole, type Subject, type User } from '../../engines/rbac/index.ts';
import type { KubernetesVersion } from '../../model/version.ts';

const serviceAccount = /^system:serviceaccount:([a-z0-9][-a-z0-9]{0,62}):([a-z0-9][-.a-z0-9]{0,252})$/;

/** Whom a binding would name for a user of the API server. */
export function subjectOf(userName: string): Subject {
  const [, namespace, name] = serviceAccount.exec(userName) ?? [];
  return namespace === undefined || name === undefined
    ? { kind: 'User', name: userName, namespace: '' }
    : { kind: 'ServiceAccount', name, namespace };
}

/** `shop/api`, `system:serviceaccount:shop:api` or the name of a user, as the name of the API server's user. */
export function userNameOf(typed: string): string {
  const [, namespace, name] = /^([a-z0-9][a-z0-9-]*)\/([a-z0-9][a-z0-9.-]*)$/.exec(typed) ?? [];
  return namespace === undefined || name === undefined ? typed : `system:serviceaccount:${namespace}:${name}`;
}

/** Why a user gets no role unless asked for by name; undefined where there is no reason. */
export function passedOver({ name, groups }: User, version: KubernetesVersion): string | undefined {
  if (groups.includes('system:masters')) return 'members of system:masters, whom nothing is refused';
  if (groups.includes('system:nodes') || name.startsWith('system:node:')) return 'nodes, whom the Node authorizer judges';
  if (!name.startsWith('system:')) return undefined;
  const subject = subjectOf(name);
  if (subject.kind !== 'ServiceAccount') return name === 'system:anonymous' ? 'requests of nobody' : 'components of Kubernetes';
  const isController = subject.namespace === 'kube-system' && bootstrapRole('', `system:controller:${subject.name}`, version) !== undefined;
  return isController ? 'controllers of Kubernetes, which have built-in roles' : undefined;
}
