// SPDX-License-Identifier: Apache-2.0
// From objects as they were read to roles and bindings. What the API server would refuse to decode is recorded and left out.
import { any, list, object, type Refusal, string } from '../../model/decode.ts';
import type { Json } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { compileSelector, type Selector } from '../../model/selector.ts';
import type { Binding, Role, RoleRef } from './policy.ts';
import type { PolicyRule } from './rule.ts';
import type { Subject } from './subject.ts';

export interface Decoded<T> {
  readonly value: T;
  /** Paths are from the object. */
  readonly wrongTypes: readonly Refusal[];
}

const strings = list(string, '');
/** A rule as it is written: lists that are absent or null are absent. */
export const policyRule = object<Partial<PolicyRule>>({
  verbs: strings,
  apiGroups: strings,
  resources: strings,
  resourceNames: strings,
  nonResourceURLs: strings,
});
const aggregation = object<{ readonly clusterRoleSelectors?: readonly Json[] }>({ clusterRoleSelectors: list(any, {}) });
const roleBody = object<{
  readonly rules?: readonly Partial<PolicyRule>[];
  readonly aggregationRule?: { readonly clusterRoleSelectors?: readonly Json[] };
}>({ rules: list(policyRule, {}), aggregationRule: aggregation });

const noRule: PolicyRule = { verbs: [], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [] };
const noSubject: Subject = { kind: '', name: '', namespace: '' };
const noRef: RoleRef = { kind: '', name: '' };

/** A Role or ClusterRole. Each rule keeps its place. */
export function decodeRole({ kind, namespace, name, labels, body }: KubernetesObject): Decoded<Role> {
  const refusals: Refusal[] = [];
  const { rules = [], aggregationRule } = roleBody(body, refusals) ?? {};
  const role: Role = {
    // A namespace in a ClusterRole means nothing.
    namespace: kind === 'ClusterRole' ? '' : namespace,
    name,
    labels,
    rules: rules.map((given) => ({ ...noRule, ...given })),
  };
  if (kind !== 'ClusterRole' || aggregationRule === undefined) return { value: role, wrongTypes: refusals };
  return { value: { ...role, aggregates: selectorsOf(aggregationRule.clusterRoleSelectors ?? []) }, wrongTypes: refusals };
}

// A selector that is invalid chooses nothing.
function selectorsOf(selectors: readonly Json[]): Selector[] {
  return selectors.flatMap((selector) => {
    const compiled = compileSelector(selector);
    return 'invalid' in compiled ? [] : [compiled];
  });
}

const bindingBody = object<{ readonly subjects?: readonly Partial<Subject>[]; readonly roleRef?: Partial<RoleRef> }>({
  subjects: list(object<Partial<Subject>>({ kind: string, name: string, namespace: string }), {}),
  roleRef: object<Partial<RoleRef>>({ kind: string, name: string }),
});

/** A RoleBinding or ClusterRoleBinding. Each subject keeps its place. */
export function decodeBinding({ kind, namespace, name, body }: KubernetesObject): Decoded<Binding> {
  const refusals: Refusal[] = [];
  const { subjects = [], roleRef } = bindingBody(body, refusals) ?? {};
  const binding: Binding = {
    namespace: kind === 'ClusterRoleBinding' ? '' : namespace,
    name,
    subjects: subjects.map((given) => ({ ...noSubject, ...given })),
    roleRef: { ...noRef, ...roleRef },
  };
  return { value: binding, wrongTypes: refusals };
}
