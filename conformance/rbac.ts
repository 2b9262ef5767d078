// SPDX-License-Identifier: Apache-2.0
// The test tables of kubernetes: pkg/apis/rbac, pkg/registry/rbac/validation, plugin/pkg/auth/authorizer/rbac.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Binding,
  compactRules,
  createPolicy,
  indexOfSubject,
  nonResourceUrlCovers,
  type PolicyRule,
  resourceMatches,
  type Role,
  ruleAllows,
  rulesFor,
  type Subject,
  type User,
} from '../src/engines/rbac/index.ts';
import { equal } from '../src/model/patch.ts';
import { resultOf, type Suite } from './suite.ts';

interface Case {
  readonly id: string;
  readonly passed: boolean;
}

export const rbac: Suite = {
  name: 'rbac',
  run: (dataDir) =>
    resultOf(
      'rbac',
      Object.keys(tables).flatMap((name) => readTable(dataDir, name)),
    ),
};

function readTable(dataDir: string, name: string): Case[] {
  const rows: readonly never[] = JSON.parse(readFileSync(path.join(dataDir, `${name}.json`), 'utf8'));
  const casesOf = tables[name] ?? (() => []);
  return rows.flatMap((row, index) => casesOf(row).map(({ id, passed }) => ({ id: `${name} ${id || index}`, passed })));
}

/** A row as the files have it: lists may be null or left out. */
type Loose<T> = { readonly [K in keyof T]?: T[K] | null };

/** What each file's rows say, as cases. */
const tables: Readonly<Record<string, (row: never) => Case[]>> = {
  rule_matches: ruleMatches,
  resource_matches: resourceMatchesCase,
  applies_to: appliesTo,
  nonresourceurl_covers: urlCovers,
  rule_resolver: resolver,
  compact_rules: compaction,
};

interface RuleMatchesRow {
  readonly name: string;
  readonly rule: Loose<PolicyRule>;
  readonly requests: readonly { readonly request: LooseRequest; readonly allowed: boolean }[];
}

interface LooseRequest {
  readonly verb: string;
  readonly resourceRequest: boolean;
  readonly apiGroup?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly name?: string;
  readonly path?: string;
}

function ruleMatches({ name, rule, requests }: RuleMatchesRow): Case[] {
  return requests.map(({ request, allowed }, index) => {
    const { verb, resourceRequest, path = '', apiGroup = '', resource = '', subresource = '' } = request;
    const ours = resourceRequest
      ? ({ kind: 'resource', verb, apiGroup, resource, subresource, name: request.name ?? '', namespace: '' } as const)
      : ({ kind: 'nonResource', verb, path } as const);
    return { id: `${name} ${index}`, passed: ruleAllows(ruleOf(rule), ours) === allowed };
  });
}

interface ResourceMatchesRow {
  readonly name: string;
  readonly ruleResources: readonly string[];
  readonly combinedRequestedResource: string;
  readonly requestedSubresource?: string;
  readonly expected: boolean;
}

function resourceMatchesCase({
  name,
  ruleResources,
  combinedRequestedResource,
  requestedSubresource = '',
  expected,
}: ResourceMatchesRow): Case[] {
  const resource =
    requestedSubresource === '' ? combinedRequestedResource : combinedRequestedResource.slice(0, -requestedSubresource.length - 1);
  return [{ id: name, passed: resourceMatches(ruleResources, resource, requestedSubresource) === expected }];
}

interface AppliesToRow {
  readonly testCase: string;
  readonly subjects: readonly Loose<Subject>[];
  readonly user: Loose<User>;
  readonly namespace?: string;
  readonly appliesTo: boolean;
  readonly index?: number;
}

function appliesTo({ testCase, subjects, user, namespace = '', appliesTo: applies, index = 0 }: AppliesToRow): Case[] {
  return [{ id: testCase, passed: indexOfSubject(subjects.map(subjectOf), userOf(user), namespace) === (applies ? index : -1) }];
}

function urlCovers({ owner, requested, expect }: { readonly owner: string; readonly requested: string; readonly expect: boolean }): Case[] {
  return [{ id: `${owner} covers "${requested}"`, passed: nonResourceUrlCovers(owner, requested) === expect }];
}

interface ResolverRow {
  readonly staticRoles: {
    readonly roles?: readonly LooseRole[];
    readonly clusterRoles?: readonly LooseRole[];
    readonly roleBindings?: readonly LooseBinding[];
    readonly clusterRoleBindings?: readonly LooseBinding[];
  };
  readonly user: Loose<User>;
  readonly namespace?: string;
  readonly effectiveRules: readonly Loose<PolicyRule>[] | null;
}

interface LooseRole {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly rules: readonly Loose<PolicyRule>[];
}

interface LooseBinding {
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly subjects: readonly Loose<Subject>[];
  readonly roleRef: Binding['roleRef'];
}

function resolver({ staticRoles, user, namespace = '', effectiveRules }: ResolverRow): Case[] {
  const { roles = [], clusterRoles = [], roleBindings = [], clusterRoleBindings = [] } = staticRoles;
  const policy = createPolicy([...roles, ...clusterRoles].map(roleFrom), [...roleBindings, ...clusterRoleBindings].map(bindingFrom));
  return [{ id: '', passed: sameRules(rulesFor(policy, userOf(user), namespace), (effectiveRules ?? []).map(ruleOf)) }];
}

interface CompactionRow {
  readonly name: string;
  readonly rules: readonly Loose<PolicyRule>[];
  readonly expected: readonly Loose<PolicyRule>[];
}

function compaction({ name, rules, expected }: CompactionRow): Case[] {
  return [{ id: name, passed: sameRules(compactRules(rules.map(ruleOf)), expected.map(ruleOf)) }];
}

/** Upstream promises no order. */
function sameRules(ours: readonly PolicyRule[], theirs: readonly PolicyRule[]): boolean {
  const sorted = (rules: readonly PolicyRule[]) => rules.map((rule) => JSON.stringify(ruleOf(rule))).toSorted();
  return equal(sorted(ours), sorted(theirs));
}

function ruleOf({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: Loose<PolicyRule>): PolicyRule {
  return {
    verbs: verbs ?? [],
    apiGroups: apiGroups ?? [],
    resources: resources ?? [],
    resourceNames: resourceNames ?? [],
    nonResourceURLs: nonResourceURLs ?? [],
  };
}

function roleFrom({ metadata: { name, namespace = '' }, rules }: LooseRole): Role {
  return { name, namespace, labels: {}, rules: rules.map(ruleOf) };
}

function bindingFrom({ metadata: { name = '', namespace = '' } = {}, subjects, roleRef }: LooseBinding): Binding {
  return { name, namespace, roleRef, subjects: subjects.map(subjectOf) };
}

function subjectOf({ kind, name, namespace }: Loose<Subject>): Subject {
  return { kind: kind ?? '', name: name ?? '', namespace: namespace ?? '' };
}

function userOf({ name, groups }: Loose<User>): User {
  return { name: name ?? '', groups: groups ?? [] };
}
