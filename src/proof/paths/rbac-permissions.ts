// SPDX-License-Identifier: Apache-2.0
// Permissions on roles and bindings, kind by kind: the API server asks for each of them by itself.
import type { Permission } from './rights.ts';

const on = (resource: string, ...verbs: readonly string[]): Permission => ({
  groups: ['rbac.authorization.k8s.io'],
  resources: [resource],
  verbs,
});

export const createClusterRoles = on('clusterroles', 'create');
export const changeClusterRoles = on('clusterroles', 'update', 'patch');
export const escalateClusterRoles = on('clusterroles', 'escalate');
export const bindClusterRoles = on('clusterroles', 'bind');
export const createRoles = on('roles', 'create');
export const changeRoles = on('roles', 'update', 'patch');
export const escalateRoles = on('roles', 'escalate');
export const bindRoles = on('roles', 'bind');
export const createClusterBindings = on('clusterrolebindings', 'create');
export const changeClusterBindings = on('clusterrolebindings', 'update', 'patch');
export const createRoleBindings = on('rolebindings', 'create');
export const changeRoleBindings = on('rolebindings', 'update', 'patch');
