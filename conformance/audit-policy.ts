// SPDX-License-Identifier: Apache-2.0
// The cases of k8s.io/apiserver, pkg/audit/policy/checker_test.go: level and omitted stages of requests, unions of stages,
// managed fields.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type AuditRequest, evaluateAuditPolicy, omittedStages, readAuditPolicy } from '../src/engines/audit-policy/index.ts';
import type { JsonObject } from '../src/model/json.ts';
import { resultOf, type Suite } from './suite.ts';

export const auditPolicy: Suite = {
  name: 'audit-policy',
  run: (dataDir) => resultOf('audit-policy', [...requests(dataDir), ...unions(dataDir), ...managedFields(dataDir)]),
};

interface Case {
  readonly id: string;
  readonly passed: boolean;
}

interface RequestCase {
  readonly policy: JsonObject;
  readonly ruleNames: readonly string[];
  readonly requestName: string;
  readonly request: UpstreamRequest;
  readonly expect: { readonly level: string; readonly omitStages: readonly string[] };
}

type UpstreamRequest = AuditRequest & { readonly resourceRequest?: boolean };

function requests(dataDir: string): Case[] {
  const rows: readonly RequestCase[] = JSON.parse(readFileSync(path.join(dataDir, 'checker_cases.json'), 'utf8'));
  return rows.map(({ policy, ruleNames, requestName, request, expect }) => {
    const { level, omitStages } = evaluateAuditPolicy(readAuditPolicy(policy).policy, ours(request));
    return { id: `${requestName} by ${ruleNames.join(', ')}`, passed: level === expect.level && same(omitStages, expect.omitStages) };
  });
}

/** Upstream says in a field of its own whether a request is for a resource. */
function ours({ resourceRequest, resource, ...rest }: UpstreamRequest): AuditRequest {
  return resourceRequest === true ? { ...rest, resource: resource ?? '' } : rest;
}

interface UnionCase {
  readonly s1: readonly string[] | null;
  readonly s2: readonly string[] | null;
  readonly expect: readonly string[];
}

function unions(dataDir: string): Case[] {
  const rows: readonly UnionCase[] = JSON.parse(readFileSync(path.join(dataDir, 'union_stages.json'), 'utf8'));
  return rows.map(({ s1, s2, expect }, index) => ({
    id: `union ${index}`,
    passed: same(omittedStages({ omitStages: s1 ?? [] }, { omitStages: s2 ?? [] }), expect),
  }));
}

interface ManagedFieldsCase {
  readonly name: string;
  readonly policy: JsonObject;
  readonly request: UpstreamRequest;
  readonly expect: { readonly omitManagedFields: boolean };
}

function managedFields(dataDir: string): Case[] {
  const rows: readonly ManagedFieldsCase[] = JSON.parse(readFileSync(path.join(dataDir, 'omit_managed_fields.json'), 'utf8'));
  return rows.map(({ name, policy, request, expect }) => ({
    id: name,
    passed: evaluateAuditPolicy(readAuditPolicy(policy).policy, ours(request)).omitManagedFields === expect.omitManagedFields,
  }));
}

function same(stages: ReadonlySet<string>, expected: readonly string[]): boolean {
  return stages.size === new Set(expected).size && expected.every((stage) => stages.has(stage));
}
