// SPDX-License-Identifier: Apache-2.0
// Roles and bindings of today, as an inventory has them.
import { type AuditPolicy, evaluateAuditPolicy, readAuditPolicy } from '../../engines/audit-policy/index.ts';
import {
  aggregatedBy,
  type Binding,
  type Policy,
  type PolicyRule,
  type Role,
  serviceAccountUser,
  type Subject,
  type User,
} from '../../engines/rbac/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import { groupOf } from '../../model/object.ts';
import { isKubernetesOwn } from '../../posture/facts/rbac-holders.ts';
import { placedBindings, placedRoles, rbacOf } from '../../posture/facts/rbac.ts';
import { proposedLabels } from './manifests.ts';
import type { ProposedRole } from './proposal.ts';
import { passedOver } from '../../proof/calls/subjects.ts';

export interface Current {
  readonly policy: Policy;
  /** `namespace/name` of the roles that somebody else made. */
  readonly taken: ReadonlySet<string>;
}

/** Undefined where the inventory has no bindings, so that nothing is known of what is granted. */
export function currentRoles(inventory: Inventory): Current | undefined {
  if (placedBindings(inventory).length === 0) return undefined;
  const own = placedRoles(inventory);
  const foreign = own.filter(({ role }) => !Object.entries(proposedLabels).every(([key, value]) => role.labels[key] === value));
  return { policy: rbacOf(inventory), taken: new Set(foreign.map(({ role }) => `${role.namespace}/${role.name}`)) };
}

/** The ClusterRoles whose selectors would choose a ClusterRole that is proposed, so that its rules became theirs, too. */
export function gatherersOf({ policy }: Current): (role: ProposedRole) => readonly string[] {
  const gathering = [...policy.roles.values()].filter(({ aggregates }) => aggregates !== undefined);
  return (role) => {
    if (role.kind !== 'ClusterRole') return [];
    const proposed: Role = { namespace: '', name: role.name, labels: proposedLabels, rules: [] };
    return gathering.filter(({ aggregates = [] }) => aggregatedBy(aggregates, [proposed]).length > 0).map(({ name }) => name);
  };
}

/** Groups in which components of Kubernetes are, too, whose requests are not looked at. */
const withComponents: ReadonlySet<string> = new Set(['system:masters', 'system:nodes', 'system:authenticated', 'system:unauthenticated']);

/** Whether the log cannot tell the use of a binding to a subject: it is Kubernetes' own matter, or others than those looked at use it. */
export function isNotLookedAt(
  inventory: Inventory,
  users: ReadonlySet<string> | undefined,
  namespace: string | undefined,
): (binding: Binding, subject: Subject) => boolean {
  return (binding, subject) => {
    if (namespace !== undefined && binding.namespace !== namespace) return true;
    if (isKubernetesOwn(binding, subject, inventory)) return true;
    const user = userOfSubject(subject, binding.namespace);
    if (user === undefined) return users !== undefined || withComponents.has(subject.name);
    return users === undefined ? passedOver(user, inventory.version) !== undefined : !users.has(user.name);
  };
}

/** Undefined where the inventory has no audit policy. */
export function recordedBy(inventory: Inventory): ((rule: PolicyRule, binding: Binding) => boolean) | undefined {
  const policies = inventory.configurations
    .filter(({ kind, apiVersion }) => kind === 'Policy' && groupOf(apiVersion) === 'audit.k8s.io')
    .map(({ body }) => readAuditPolicy(body).policy);
  if (policies.length === 0) return undefined;
  return (rule, binding) => policies.every((policy) => binding.subjects.every((subject) => isRecorded(policy, rule, binding, subject)));
}

/** Of a right with a star it is not said: some of what it allows is recorded by nearly every policy. */
function isRecorded(policy: AuditPolicy, rule: PolicyRule, { namespace }: Binding, subject: Subject): boolean {
  const user = userOfSubject(subject, namespace) ?? { name: '', groups: [subject.name] };
  const [verb = '', apiGroup, whole = '', path] = [rule.verbs[0], rule.apiGroups[0], rule.resources[0], rule.nonResourceURLs[0]];
  if (verb === '*' || apiGroup === '*' || whole.includes('*') || path?.includes('*') === true) return true;
  const [resource = '', subresource = ''] = whole.split('/');
  const request = path === undefined ? { user, verb, apiGroup: apiGroup ?? '', resource, subresource, namespace } : { user, verb, path };
  const { level, omitStages } = evaluateAuditPolicy(policy, request);
  return level !== 'None' && !omitStages.has('ResponseComplete');
}

function userOfSubject({ kind, name, namespace }: Subject, bindingNamespace: string): User | undefined {
  if (kind === 'ServiceAccount') return serviceAccountUser(namespace || bindingNamespace, name);
  return kind === 'User' ? { name, groups: ['system:authenticated'] } : undefined;
}
