// SPDX-License-Identifier: Apache-2.0
// An audit policy as data: audit.k8s.io Policy, decoded as the API server decodes it.
import { bool, list, object, type Refusal, string } from '../../model/decode.ts';
import type { JsonObject } from '../../model/json.ts';

export const auditLevels = ['None', 'Metadata', 'Request', 'RequestResponse'] as const;
export type AuditLevel = (typeof auditLevels)[number];

export const auditStages = ['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'] as const;

/** Resources of one API group: no list of resources means all of them. */
export interface GroupResources {
  readonly group?: string;
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** A selector that is absent or empty selects everything. */
export interface AuditRule {
  /** One of auditLevels in a policy that the API server accepts. */
  readonly level?: string;
  readonly users?: readonly string[];
  readonly userGroups?: readonly string[];
  readonly verbs?: readonly string[];
  readonly namespaces?: readonly string[];
  readonly resources?: readonly GroupResources[];
  readonly nonResourceURLs?: readonly string[];
  readonly omitStages?: readonly string[];
  readonly omitManagedFields?: boolean;
}

export interface AuditPolicy {
  readonly rules?: readonly AuditRule[];
  readonly omitStages?: readonly string[];
  readonly omitManagedFields?: boolean;
}

const texts = list(string, '');
const ruleFields = {
  level: string,
  users: texts,
  userGroups: texts,
  verbs: texts,
  namespaces: texts,
  resources: list(object<GroupResources>({ group: string, resources: texts, resourceNames: texts }), {}),
  nonResourceURLs: texts,
  omitStages: texts,
  omitManagedFields: bool,
};
const policyFields = { rules: list(object<AuditRule>(ruleFields), {}), omitStages: texts, omitManagedFields: bool };
const decodePolicy = object<AuditPolicy>(policyFields);

/** The fields that a policy, a rule of it and an entry of a rule's resources have; the API server passes over any other. */
export const auditFields = {
  policy: ['apiVersion', 'kind', 'metadata', ...Object.keys(policyFields)],
  rule: Object.keys(ruleFields),
  resources: ['group', 'resources', 'resourceNames'],
} as const;

/** The policy of a body. What has a wrong type is left out and recorded: the API server would refuse the file. */
export function readAuditPolicy(body: JsonObject): { readonly policy: AuditPolicy; readonly refusals: readonly Refusal[] } {
  const refusals: Refusal[] = [];
  return { policy: decodePolicy(body, refusals) ?? {}, refusals };
}

/** Less, equal or more is recorded at a than at b: negative, zero, positive. A level that does not exist counts as None. */
export function compareAuditLevels(a: string, b: string): number {
  return rank(a) - rank(b);
}

function rank(level: string): number {
  return Math.max(0, (auditLevels as readonly string[]).indexOf(level));
}
