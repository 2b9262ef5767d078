// SPDX-License-Identifier: Apache-2.0
import type { PolicyRule, Subject } from '../../engines/rbac/index.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ProposedRole } from './proposal.ts';

const group = 'rbac.authorization.k8s.io';
const apiVersion = `${group}/v1`;

/** What tells the roles that were proposed before from those of others. */
export const proposedLabels: Readonly<Record<string, string>> = { 'app.kubernetes.io/managed-by': 'rampart' };

/** A role as an object of the API. It has no labels that another ClusterRole could gather it by. */
export function roleManifest({ kind, name, namespace, rules }: ProposedRole): JsonObject {
  return { apiVersion, kind, metadata: metadataOf(name, namespace), rules: rules.map(({ rule }) => ruleManifest(rule)) };
}

/** The bindings of a role to its subject. */
export function bindingManifests({ kind, name, boundIn }: ProposedRole, subject: Subject): JsonObject[] {
  return boundIn.map((namespace) => ({
    apiVersion,
    kind: namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata: metadataOf(name, namespace),
    roleRef: { apiGroup: group, kind, name },
    subjects: [subjectManifest(subject)],
  }));
}

/** Without the lists that are empty. */
export function ruleManifest(rule: PolicyRule): JsonObject {
  const { apiGroups, resources, resourceNames, nonResourceURLs, verbs } = rule;
  const given = { apiGroups, resources, resourceNames, nonResourceURLs, verbs };
  return Object.fromEntries(Object.entries(given).filter(([, items]) => items.length > 0));
}

function metadataOf(name: string, namespace: string): JsonObject {
  return { name, ...(namespace === '' ? {} : { namespace }), labels: proposedLabels };
}

function subjectManifest({ kind, name, namespace }: Subject): JsonObject {
  return kind === 'ServiceAccount' ? { kind, name, namespace } : { kind, name, apiGroup: group };
}
