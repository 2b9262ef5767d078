// SPDX-License-Identifier: Apache-2.0
// Reads the whole policy as the API server validates it, pkg/apis/audit/validation: what it refuses keeps it from starting,
// and a field that it does not know it passes over with a warning that nobody reads.
import { defineCheck } from '../check.ts';
import { auditPolicyKind } from '../facts/audit-policy.ts';
import { policyFaults } from '../facts/audit-policy-validation.ts';

export const auditPolicyInvalid = defineCheck({
  id: 'audit-policy-invalid',
  title: 'Audit policy is not what the API server reads',
  why: 'With a policy that it refuses, the API server does not start. A misspelt field it ignores: the rule then selects more than it says, and what should be left out or recorded is not.',
  remedy: 'Correct the field: levels, stages and field names are case-sensitive and from a closed list.',
  severity: 'high',
  layer: 'infrastructure',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/'],
  aliases: [],
  appliesTo: auditPolicyKind,
  evaluate: ({ body }) => policyFaults(body),
});
