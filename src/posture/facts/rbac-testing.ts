// SPDX-License-Identifier: Apache-2.0
// Shared by the tests of checks on roles and bindings.
import type { JsonObject } from '../../model/json.ts';
import type { Check } from '../check.ts';
import { evaluateOn, objectOf } from '../testing.ts';

interface Options {
  /** ClusterRole where it is left out. */
  readonly kind?: 'Role' | 'ClusterRole';
  readonly name?: string;
  readonly namespace?: string;
  readonly version?: string;
  readonly beside?: readonly JsonObject[];
}

const apiVersion = 'rbac.authorization.k8s.io/v1';

/** The pointers of what a check finds in a role with these rules. */
export function foundInRules(check: Check, rules: readonly JsonObject[], options: Options = {}): string[] {
  const { kind = 'ClusterRole', name = 'example', namespace, version, beside = [] } = options;
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
  const objects = [{ apiVersion, kind, metadata, rules }, ...beside].map(objectOf);
  return evaluateOn(check, objects, version)
    .findings.filter(({ object }) => object.name === name)
    .map(({ path }) => path);
}

/** A binding of subjects to a ClusterRole, or in a namespace. */
export function bindingOf(subjects: readonly JsonObject[], role: string, namespace?: string): JsonObject {
  const kind = namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding';
  const metadata = { name: 'example', ...(namespace === undefined ? {} : { namespace }) };
  return { apiVersion, kind, metadata, subjects, roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role } };
}

/** The pointers of what a check finds in a binding. */
export function foundInBinding(check: Check, binding: JsonObject, beside: readonly JsonObject[] = []): string[] {
  return evaluateOn(check, [binding, ...beside].map(objectOf))
    .findings.filter(({ object }) => object.kind.endsWith('Binding'))
    .map(({ path }) => path);
}
