// SPDX-License-Identifier: Apache-2.0
// What a log cannot tell of the roles made from it.
import type { PolicyRule } from '../../engines/rbac/index.ts';
import type { ProposedRole, SubjectProposal } from './proposal.ts';

/** Names of one resource that are worth a remark: a controller made them, and makes others tomorrow. */
const manyNames = 20;

/** What is known of the cluster besides. */
export interface KnownToday {
  /** Those that exist. */
  readonly namespaces?: ReadonlySet<string>;
  /** Names of the ClusterRoles that would gather the rules of a role. */
  readonly gatherersOf?: (role: ProposedRole) => readonly string[];
}

/** A sentence each. */
export function cautionsOf({ roles, impersonators }: SubjectProposal, { namespaces, gatherersOf }: KnownToday = {}): string[] {
  const rules = roles.flatMap((role) => role.rules.map(({ rule }) => rule));
  const gone = new Set(
    roles.flatMap(({ boundIn }) => boundIn).filter((namespace) => namespace !== '' && namespaces?.has(namespace) === false),
  );
  return [
    ...rules.flatMap(manyNamed),
    ...secondChecks(rules),
    ...impersonated(impersonators),
    ...roles.flatMap((role) =>
      (gatherersOf?.(role) ?? []).map(
        (name) => `ClusterRole ${name} would gather the rules of ${role.name} by its aggregationRule, for all who have it`,
      ),
    ),
    ...[...gone].map((namespace) => `namespace ${namespace} does not exist any more: roles in it cannot be applied`),
  ];
}

function manyNamed({ resources, resourceNames }: PolicyRule): string[] {
  if (resourceNames.length <= manyNames) return [];
  return [
    `${resourceNames.length} names of ${resources.join(', ')} were asked for: where they are made by a program, tomorrow's are others (--generalise ${resources[0]?.replace(/\/.*/, '') ?? 'names'})`,
  ];
}

const writes = ['create', 'update', 'patch'];
const rbac = 'rbac.authorization.k8s.io';

/** Where the server asks for more than the request itself, by what is in the body. */
function secondChecks(rules: readonly PolicyRule[]): string[] {
  const may = (apiGroup: string, resources: readonly string[], verbs: readonly string[]) =>
    rules.some(
      (rule) =>
        rule.apiGroups.includes(apiGroup) &&
        rule.resources.some((resource) => resources.includes(resource)) &&
        rule.verbs.some((verb) => verbs.includes(verb)),
    );
  const certificates = 'certificates.k8s.io';
  return [
    ...(may(rbac, ['roles', 'clusterroles'], writes)
      ? [
          'it writes roles: the server lets it give only rights that it holds itself, unless it may escalate; what it wrote is not in the proposal',
        ]
      : []),
    ...(may(rbac, ['rolebindings', 'clusterrolebindings'], writes)
      ? ['it writes bindings: the server asks for all rights of the role, or for bind on it, which the log does not tell']
      : []),
    ...(may(certificates, ['certificatesigningrequests/approval', 'certificatesigningrequests/status'], ['update', 'patch'])
      ? ['it approves or signs certificates: the server asks for approve or sign on the signer, which the log does not tell']
      : []),
  ];
}

function impersonated(impersonators: readonly string[]): string[] {
  return impersonators.length === 0 ? [] : [`requests as this user were made by ${impersonators.join(', ')} through impersonation`];
}
